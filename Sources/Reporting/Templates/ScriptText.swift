/// Makes text that others wrote harmless inside a script: what a data file gives to the report's scripts.
///
/// Like ``HTMLText`` it works on Unicode scalars, so that no combining mark carries a quotation mark through.
enum ScriptText {
  /// The text as a string literal of JSON and of JavaScript alike, quotation marks included.
  ///
  /// Whatever would end the literal is escaped, and whatever could end or open a part of the page, should the
  /// data ever stand in one: `<`, `>` and `&`. What would not be seen is shown by name, as in the page.
  static func literal(_ raw: String) -> String {
    var literal = "\""
    literal.reserveCapacity(raw.utf8.count + 2)
    for scalar in raw.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "<", ">", "&", "'", "`": literal += "\\u00" + String(scalar.value, radix: 16)
      default:
        // The line and paragraph separators, which end a line of older scripts, are among them.
        if let visible = HTMLText.visibleForm(scalar) {
          literal += visible
        } else {
          literal.unicodeScalars.append(scalar)
        }
      }
    }
    return literal + "\""
  }
}

/// A value that a script is given, every text in it escaped on the way in.
///
/// The same door as ``TemplateValue``, for data files: there is no case for text that is to be inserted as it is.
enum ScriptValue {
  /// Text from anywhere, for `textContent` and comparisons.
  case text(String)
  /// The place of a page or a picture of the same report, for `href` and `src`; never another one's.
  case link(String)
  /// A number; what is no number is null.
  case number(Double)
  /// Values in their order.
  case list([ScriptValue])
  /// Nothing.
  case null

  /// A number, or nothing.
  static func optional(_ number: Double?) -> ScriptValue { number.map(ScriptValue.number) ?? .null }

  /// The value as JSON that is JavaScript, too.
  var json: String {
    switch self {
    case .text(let raw): ScriptText.literal(raw)
    case .link(let place): ScriptText.literal(LinkText.escape(place))
    case .number(let number) where number.isFinite:
      Int64(exactly: number).map(String.init) ?? "\(number)"
    case .number, .null: "null"
    case .list(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
    }
  }
}
