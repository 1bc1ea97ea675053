/// What a template is given: named values, every text among them escaped on the way in.
///
/// This is the only door to the template engine, so no page can forget to escape: there is no case for
/// text that is to be inserted as it is. Templates write `{{{name}}}`; the engine's own escaping works
/// by grapheme and is not relied on.
enum TemplateValue {
  /// Text from anywhere, not yet escaped: may stand between tags and inside a quoted attribute.
  case text(String)
  /// The place of a page or a picture of the same report, for `href` and `src`; never another one's.
  case link(String)
  /// Whether a section is to be rendered.
  case flag(Bool)
  /// A section's values, rendered once.
  case group([String: TemplateValue])
  /// A section's values, rendered once for each entry.
  case list([[String: TemplateValue]])

  /// The group, or a section that is not rendered.
  static func optional(_ values: [String: TemplateValue]?) -> TemplateValue {
    values.map(TemplateValue.group) ?? .flag(false)
  }

  /// A group of one text named `text`, or a section that is not rendered.
  static func optional(text: String?) -> TemplateValue {
    optional(text.map { ["text": .text($0)] })
  }

  /// The value in the form that the template engine reads.
  var escaped: Any {
    switch self {
    case .text(let raw): HTMLText.escape(raw)
    case .link(let place): LinkText.escape(place)
    case .flag(let isOn): isOn
    case .group(let values): Self.escaped(values)
    case .list(let entries): entries.map(Self.escaped)
    }
  }

  /// The values in the form that the template engine reads.
  static func escaped(_ values: [String: TemplateValue]) -> [String: Any] {
    values.mapValues(\.escaped)
  }
}

extension TemplateValue: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .text(value) }
}

extension TemplateValue: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) { self = .flag(value) }
}
