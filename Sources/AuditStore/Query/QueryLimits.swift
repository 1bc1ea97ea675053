/// How large an expression may be.
///
/// No person writes a larger one, and SQLite's own parser has limits.
enum QueryLimits {
  /// The most bytes of text.
  static let byteCount = 65_536
  /// The deepest nesting of parentheses and `not`.
  static let depth = 100
  /// The most comparisons; SQLite takes no more than 1000 operators in a row.
  static let comparisonCount = 500
  /// The most values; SQLite takes no more than 32766 in a statement, unless it was built for more.
  static let valueCount = 10_000
}
