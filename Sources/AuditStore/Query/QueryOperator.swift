/// How a field is compared with a value.
public enum QueryOperator: String, Sendable, Hashable, CaseIterable {
  /// The same value.
  case equal = "="
  /// Another value; a missing one is none.
  case notEqual = "!="
  /// A smaller value.
  case less = "<"
  /// A smaller value, or the same.
  case lessOrEqual = "<="
  /// A larger value.
  case greater = ">"
  /// A larger value, or the same.
  case greaterOrEqual = ">="
  /// A text that contains the value, with ASCII letters of either case.
  case contains = "~"
  /// A text that does not contain it; a missing one is none.
  case containsNot = "!~"

  /// Whether it looks for a part of a text.
  var looksInside: Bool { self == .contains || self == .containsNot }
}
