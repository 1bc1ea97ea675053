/// The tokens of an expression, taken one after another, with the words for what is wrong with them.
struct QueryTokens {
  let expression: String
  private let tokens: [QueryToken]
  private var index = 0
  private var comparisonCount = 0

  /// Divides an expression into tokens.
  ///
  /// - Throws: ``QueryError`` when it cannot be divided, or is too long.
  init(_ expression: String) throws(QueryError) {
    self.expression = expression
    var lexer = try QueryLexer(expression)
    tokens = try lexer.tokens()
  }

  /// The token that is next.
  var next: QueryToken { tokens[index] }

  /// Goes on to the next token; the end stays.
  mutating func advance() { index = min(index + 1, tokens.count - 1) }

  /// Takes the next token if it is this keyword.
  mutating func accept(_ keyword: QueryKeyword) -> Bool {
    guard next.keyword == keyword else { return false }
    advance()
    return true
  }

  /// Takes the next token if it is of this kind.
  mutating func accept(_ kind: QueryToken.Kind) -> Bool {
    guard next.kind == kind else { return false }
    advance()
    return true
  }

  /// Counts a comparison.
  ///
  /// - Throws: ``QueryError`` when it is one too many.
  mutating func countComparison() throws(QueryError) {
    comparisonCount += 1
    guard comparisonCount <= QueryLimits.comparisonCount else {
      throw error("the expression has more than \(QueryLimits.comparisonCount) comparisons")
    }
  }

  /// Sees to it that nothing is left.
  ///
  /// - Parameters:
  ///   - wanted: What could stand here, for a message.
  ///   - hint: What was probably meant by a word that stands here instead.
  /// - Throws: ``QueryError`` when something is.
  func end(orElse wanted: String, hint: (String) -> String? = { _ in nil }) throws(QueryError) {
    guard next.kind != .closing else { throw error("this ')' closes nothing") }
    guard next.kind == .end else {
      let hint = if case .word(let word) = next.kind { hint(word) } else { String?.none }
      throw error("expected \(wanted)\(butFound)" + (hint.map { "; \($0)" } ?? ""))
    }
  }

  /// The next token as a message names it.
  var found: String {
    guard next.kind != .end else { return "the end" }
    let scalars = Array(expression.unicodeScalars)[next.range]
    return "'" + String(String.UnicodeScalarView(scalars)).shown + "'"
  }

  /// The end of a message that says what was expected, with what stands there instead.
  var butFound: String { next.kind == .end ? "" : ", not \(found)" }

  /// An error at a token, by default the next one.
  func error(_ message: String, at place: QueryToken? = nil) -> QueryError {
    QueryError(message: message, expression: expression, range: (place ?? next).range)
  }
}
