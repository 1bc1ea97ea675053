/// Reads the tokens of an expression as a query, by recursive descent.
///
///     query       = [ condition ] [ "order" "by" order { "," order } ] [ "limit" count [ "offset" count ] ]
///     condition   = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | "(" condition ")" | comparison
///     order       = field [ "asc" | "desc" ]
struct QueryParser {
  let expression: String
  private let tokens: [QueryToken]
  private var index = 0
  private var comparisonCount = 0
  private var valueCount = 0

  /// Divides an expression into tokens.
  ///
  /// - Throws: ``QueryError`` when it cannot be divided, or is too long.
  init(_ expression: String) throws(QueryError) {
    self.expression = expression
    var lexer = try QueryLexer(expression)
    self.tokens = try lexer.tokens()
  }

  /// Reads the whole expression.
  mutating func query() throws(QueryError) -> FindingQuery {
    var query = FindingQuery()
    var next = "'and', 'or', 'order by' or 'limit'"
    if token.kind != .end, token.keyword != .order, token.keyword != .limit {
      query.condition = try condition(depth: 0)
    }
    if accept(.order) {
      query.order = try order()
      next = "',' or 'limit'"
    }
    if accept(.limit) {
      let limit = try count(after: "limit")
      let hasOffset = accept(.offset)
      query.limit = .init(count: limit, offset: hasOffset ? try count(after: "offset") : 0)
      next = hasOffset ? "the end" : "'offset' or the end"
    }
    guard token.kind != .closing else { throw error("this ')' closes nothing") }
    guard token.kind == .end else { throw error("expected \(next), not \(found)") }
    return query
  }

  private mutating func condition(depth: Int) throws(QueryError) -> FindingCondition {
    var left = try conjunction(depth: depth)
    while accept(.or) { left = .or(left, try conjunction(depth: depth)) }
    return left
  }

  private mutating func conjunction(depth: Int) throws(QueryError) -> FindingCondition {
    var left = try negation(depth: depth)
    while accept(.and) { left = .and(left, try negation(depth: depth)) }
    return left
  }

  private mutating func negation(depth: Int) throws(QueryError) -> FindingCondition {
    let first = token
    guard first.keyword == .not || first.kind == .opening else { return try comparison() }
    guard depth < QueryLimits.depth else {
      throw error("parentheses and 'not' are nested more than \(QueryLimits.depth) deep")
    }
    advance()
    if first.keyword == .not { return .not(try negation(depth: depth + 1)) }
    let inside = try condition(depth: depth + 1)
    guard token.kind == .closing else {
      guard token.kind == .end else { throw error("expected 'and', 'or' or ')', not \(found)") }
      throw error("this '(' is not closed", at: first)
    }
    advance()
    return inside
  }

  private mutating func order() throws(QueryError) -> [FindingQuery.Order] {
    guard accept(.by) else { throw error("expected 'by' after 'order'\(butFound)") }
    var order: [FindingQuery.Order] = []
    repeat {
      let field = try field()
      order.append(.init(by: field, isDescending: accept(.desc)))
      if order.last?.isDescending == false { _ = accept(.asc) }
      try countComparison()
    } while accept(.comma)
    return order
  }

  private mutating func count(after word: String) throws(QueryError) -> Int {
    guard case .word(let text) = token.kind,
      text.utf8.allSatisfy({ "0123456789".utf8.contains($0) })
    else {
      throw error("expected a whole number after '\(word)'\(butFound)")
    }
    guard let count = Int(text) else { throw error("the number after '\(word)' is too large") }
    advance()
    return count
  }
}

extension QueryParser {
  /// The token that is next.
  var token: QueryToken { tokens[index] }

  /// Goes on to the next token; the end stays.
  mutating func advance() { index = min(index + 1, tokens.count - 1) }

  /// Takes the next token if it is this keyword.
  mutating func accept(_ keyword: QueryKeyword) -> Bool {
    guard token.keyword == keyword else { return false }
    advance()
    return true
  }

  /// Takes the next token if it is of this kind.
  mutating func accept(_ kind: QueryToken.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Counts a comparison.
  mutating func countComparison() throws(QueryError) {
    comparisonCount += 1
    guard comparisonCount <= QueryLimits.comparisonCount else {
      throw error("the expression has more than \(QueryLimits.comparisonCount) comparisons")
    }
  }

  /// Counts a value.
  mutating func countValue() throws(QueryError) {
    valueCount += 1
    guard valueCount <= QueryLimits.valueCount else {
      throw error("the expression has more than \(QueryLimits.valueCount) values")
    }
  }

  /// The next token as a message names it.
  var found: String {
    guard token.kind != .end else { return "the end" }
    let scalars = Array(expression.unicodeScalars)[token.range]
    return "'" + String(String.UnicodeScalarView(scalars)).shown + "'"
  }

  /// The end of a message that says what was expected, with what stands there instead.
  var butFound: String { token.kind == .end ? "" : ", not \(found)" }

  /// An error at a token, by default the next one.
  func error(_ message: String, at place: QueryToken? = nil) -> QueryError {
    QueryError(message: message, expression: expression, range: (place ?? token).range)
  }
}
