import Codecs

/// JSON that is written with its keys in a given order.
enum JSON: Sendable, Hashable {
  case null
  case truth(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([Member])

  /// A key with its value.
  struct Member: Sendable, Hashable {
    var key: String
    var value: JSON
  }

  /// What stands for a number that is none.
  enum NonFinite {
    /// `null`, as JSON has no word for it.
    case null
    /// `NaN`, `Infinity` and `-Infinity`, as Python writes and reads them.
    case constants
  }

  /// An object whose members a closure puts in, in order.
  static func object(_ fill: (inout JSONMembers) -> Void) -> JSON {
    var members = JSONMembers()
    fill(&members)
    return .object(members.all)
  }

  /// A list of texts.
  static func texts(_ texts: [String]) -> JSON { .list(texts.map { .text($0) }) }

  /// The JSON on one line, or with an indentation of `indent` spaces a level.
  func text(indent: Int? = nil, nonFinite: NonFinite = .null) -> String {
    var text = ""
    write(to: &text, indent: indent, level: 0, nonFinite)
    return text
  }

  private func write(
    to text: inout String, indent: Int?, level: Int, _ nonFinite: NonFinite
  ) {
    switch self {
    case .null: text += "null"
    case .truth(let truth): text += truth ? "true" : "false"
    case .whole(let number): text += String(number)
    case .number(let number): text += Self.text(of: number, nonFinite)
    case .text(let content): text += Self.quoted(content)
    case .list(let values):
      Self.write(values, "[", "]", to: &text, indent: indent, level: level) { value, text in
        value.write(to: &text, indent: indent, level: level + 1, nonFinite)
      }
    case .object(let members):
      Self.write(members, "{", "}", to: &text, indent: indent, level: level) { member, text in
        text += Self.quoted(member.key) + ": "
        member.value.write(to: &text, indent: indent, level: level + 1, nonFinite)
      }
    }
  }

  private static func write<Part>(
    _ parts: [Part], _ opening: String, _ closing: String, to text: inout String, indent: Int?,
    level: Int, _ body: (Part, inout String) -> Void
  ) {
    text += opening
    for (place, part) in parts.enumerated() {
      if place > 0 { text += indent == nil ? ", " : "," }
      if let indent { text += "\n" + String(repeating: " ", count: indent * (level + 1)) }
      body(part, &text)
    }
    if let indent, !parts.isEmpty { text += "\n" + String(repeating: " ", count: indent * level) }
    text += closing
  }

  private static func text(of number: Double, _ nonFinite: NonFinite) -> String {
    if number.isFinite { return number.description }
    guard nonFinite == .constants else { return "null" }
    return number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity"
  }
}

extension JSON {
  /// A string with everything escaped that JSON or a terminal could take for something else.
  private static func quoted(_ content: String) -> String {
    JSONText.quoted(content, hiding: \.isHidden)
  }
}

extension Unicode.Scalar {
  /// Whether the character is not seen where it stands: a control, a mark of direction, a break of lines.
  var isHidden: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

/// The members of an object as they come; what is missing has no key.
struct JSONMembers {
  private(set) var all: [JSON.Member] = []

  /// Puts in a text.
  mutating func put(_ key: String, text: String?) { put(key, text.map { .text($0) }) }

  /// Puts in a list of texts.
  mutating func put(_ key: String, texts: [String]?) { put(key, texts.map { .texts($0) }) }

  /// Puts in a whole number.
  mutating func put(_ key: String, count: Int?) { put(key, count.map { .whole($0) }) }

  /// Puts in a number.
  mutating func put(_ key: String, number: Double?) { put(key, number.map { .number($0) }) }

  /// Puts in an object.
  mutating func put(_ key: String, _ fill: (inout JSONMembers) -> Void) {
    put(key, JSON.object(fill))
  }

  /// Puts in any value.
  mutating func put(_ key: String, _ value: JSON?) {
    if let value { all.append(JSON.Member(key: key, value: value)) }
  }
}
