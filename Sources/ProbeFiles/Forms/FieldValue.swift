/// A value of an entry, of the forms that a probe file has use for.
enum FieldValue: Decodable, Sendable, Hashable {
  case text(String)
  case number(Int)
  case truth(Bool)
  case list([String])
  /// Null, or a value of another form.
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let list = try? container.decode([String].self) {
      self = .list(list)
    } else {
      self = .other
    }
  }

  /// The value as a word: a text as it is, a number or truth as JSON writes it; nil of the others.
  var word: String? {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .truth(let truth): truth ? "true" : "false"
    case .list, .other: nil
    }
  }
}

/// An entry whose keys or columns are known by name only.
struct FieldRow {
  /// The line on which it begins, from 1.
  var line: Int
  /// The values by the names of their columns, as ``ColumnMap/folded(_:)`` writes them.
  var values: [String: FieldValue]

  /// The value of a column; nil of a column that is not there, of null and of an empty text.
  subscript(column: String) -> FieldValue? {
    switch values[column] {
    case .text(let text) where text.allSatisfy(\.isWhitespace): nil
    case .other, nil: nil
    case let value: value
    }
  }
}

/// An entry that could be read, or what is wrong with it.
enum Read<Value> {
  case value(Value)
  case problem(ProbeFileError)

  /// The value, or nil.
  var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }
}
