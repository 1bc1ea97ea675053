/// Reads the tokens of an expression as a condition on numbers, by recursive descent.
///
///     condition   = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | "(" condition ")" | comparison
///     comparison  = name operator number [ "%" ]
///     name        = [ scope "." ] number's name [ ".low" | ".high" ]
struct NumberConditionParser {
  private let expression: String
  private let names: [String]
  private let tokens: [QueryToken]
  private var index = 0
  private var comparisonCount = 0

  /// Divides an expression into tokens.
  init(_ expression: String, names: [String]) throws(QueryError) {
    self.expression = expression
    self.names = names
    var lexer = try QueryLexer(expression)
    tokens = try lexer.tokens()
  }

  /// Reads the whole expression.
  mutating func condition() throws(QueryError) -> NumberCondition {
    let condition = try disjunction(depth: 0)
    guard token.kind != .closing else { throw error("this ')' closes nothing") }
    guard token.kind == .end else { throw error("expected 'and' or 'or'\(butFound)") }
    return condition
  }

  private mutating func disjunction(depth: Int) throws(QueryError) -> NumberCondition {
    var left = try conjunction(depth: depth)
    while accept(.or) { left = .or(left, try conjunction(depth: depth)) }
    return left
  }

  private mutating func conjunction(depth: Int) throws(QueryError) -> NumberCondition {
    var left = try negation(depth: depth)
    while accept(.and) { left = .and(left, try negation(depth: depth)) }
    return left
  }

  private mutating func negation(depth: Int) throws(QueryError) -> NumberCondition {
    let first = token
    guard first.keyword == .not || first.kind == .opening else { return try comparison() }
    guard depth < QueryLimits.depth else {
      throw error("parentheses and 'not' are nested more than \(QueryLimits.depth) deep")
    }
    advance()
    if first.keyword == .not { return .not(try negation(depth: depth + 1)) }
    let inside = try disjunction(depth: depth + 1)
    guard token.kind == .closing else {
      throw token.kind == .end
        ? error("this '(' is not closed", at: first)
        : error("expected 'and', 'or' or ')'\(butFound)")
    }
    advance()
    return inside
  }

  private mutating func comparison() throws(QueryError) -> NumberCondition {
    comparisonCount += 1
    guard comparisonCount <= QueryLimits.comparisonCount else {
      throw error("the expression has more than \(QueryLimits.comparisonCount) comparisons")
    }
    let name = try name()
    guard case .comparison(let comparison) = token.kind, !comparison.looksInside else {
      throw error("expected = != < <= > or >= after '\(name)'\(butFound)")
    }
    advance()
    guard case .word(let word) = token.kind, let number = Double(decimal: word), number.isFinite
    else {
      throw error("expected a number after '\(name) \(comparison.rawValue)'\(butFound)")
    }
    advance()
    guard token.kind == .percent else { return .compares(name, comparison, number) }
    advance()
    return .compares(name, comparison, number / 100)
  }

  /// Reads a name; a scope is known only when there are numbers, and so is not looked at here.
  private mutating func name() throws(QueryError) -> String {
    guard case .word(let word) = token.kind, token.keyword == nil else {
      throw error("expected a number's name, such as '\(names.first ?? "f1")'\(butFound)")
    }
    var parts = word.split(separator: ".", omittingEmptySubsequences: false)
    if let last = parts.last, parts.count > 1, ["low", "high"].contains(last) {
      parts.removeLast()
    }
    let own = parts.last.map(String.init) ?? ""
    guard names.contains(own) else {
      let hint =
        own.nearest(of: names).map { "did you mean '\($0)'?" }
        ?? "there are \(names.joined(separator: ", "))"
      throw error("no number '\(own.shown)'; \(hint)")
    }
    advance()
    return word
  }
}

extension NumberConditionParser {
  private var token: QueryToken { tokens[index] }

  private mutating func advance() { index = min(index + 1, tokens.count - 1) }

  private mutating func accept(_ keyword: QueryKeyword) -> Bool {
    guard token.keyword == keyword else { return false }
    advance()
    return true
  }

  /// What stands there instead, for the end of a message.
  private var butFound: String {
    guard token.kind != .end else { return "" }
    let scalars = Array(expression.unicodeScalars)[token.range]
    return ", not '" + String(String.UnicodeScalarView(scalars)).shown + "'"
  }

  private func error(_ message: String, at place: QueryToken? = nil) -> QueryError {
    QueryError(message: message, expression: expression, range: (place ?? token).range)
  }
}
