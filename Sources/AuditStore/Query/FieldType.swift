/// What the values of a field are, and so what they can be compared with.
public enum FieldType: Sendable, Hashable {
  /// Any text; its order is that of its UTF-8 bytes.
  case text
  /// A number.
  case number
  /// A number in 0 … 1, which can be written in percent.
  case share
  /// One of a few words, which have no order.
  case word([String])

  /// The type in one word, for a table.
  public var name: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .share: "share"
    case .word: "word"
    }
  }

  /// Whether the values are numbers.
  var isNumeric: Bool {
    switch self {
    case .number, .share: true
    case .text, .word: false
    }
  }

  /// The operators that make sense.
  var operators: [QueryOperator] {
    switch self {
    case .text: QueryOperator.allCases
    case .number, .share: QueryOperator.allCases.filter { !$0.looksInside }
    case .word: [.equal, .notEqual, .contains, .containsNot]
    }
  }
}
