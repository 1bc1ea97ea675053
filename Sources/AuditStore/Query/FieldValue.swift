/// A value of a field, or what a field is compared with.
public enum FieldValue: Sendable, Hashable {
  /// A text or a word.
  case text(String)
  /// A number; it is finite.
  case number(Double)
}

extension FieldValue: CustomStringConvertible {
  /// The text as it is, or the number in its shortest form, without a decimal point when it is whole.
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): Int64(exactly: number).map(String.init) ?? number.description
    }
  }
}
