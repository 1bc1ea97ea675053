/// A word of an expression with its place.
struct QueryToken: Hashable {
  /// What a token is.
  enum Kind: Hashable {
    /// A field, a keyword, a number or a value without quotes, as it was written.
    case word(String)
    /// A value in quotes, without them and without escapes.
    case quoted(String)
    /// A comparison.
    case comparison(QueryOperator)
    /// `(`
    case opening
    /// `)`
    case closing
    /// `,`
    case comma
    /// `%`
    case percent
    /// The end of the expression.
    case end
  }

  /// What it is.
  var kind: Kind
  /// Where it stands, in the expression's Unicode scalars.
  var range: Range<Int>
}

/// The words that the language keeps for itself; as values they need quotes.
enum QueryKeyword: String, CaseIterable {
  case and, or, not, `in`, `is`, null, missing, order, by, asc, desc, limit, offset
}

extension QueryToken {
  /// The keyword that it is, in letters of any case.
  var keyword: QueryKeyword? {
    guard case .word(let word) = kind, word.utf8.count <= 8 else { return nil }
    return QueryKeyword(rawValue: word.lowercased())
  }
}
