/// Reads the tokens of an expression as a condition on numbers.
///
///     comparison  = name operator number [ "%" ]
///     name        = [ scope "." ] number's name [ ".low" | ".high" ]
struct NumberConditionParser: ConditionParser {
  var tokens: QueryTokens
  private let names: [String]

  /// Divides an expression into tokens.
  ///
  /// - Throws: ``QueryError`` when it cannot be divided, or is too long.
  init(_ expression: String, names: [String]) throws(QueryError) {
    tokens = try QueryTokens(expression)
    self.names = names
  }

  /// Reads the whole expression.
  mutating func wholeCondition() throws(QueryError) -> NumberCondition {
    let condition = try condition()
    try tokens.end(orElse: "'and' or 'or'")
    return condition
  }

  mutating func comparison() throws(QueryError) -> NumberCondition {
    try tokens.countComparison()
    let name = try name()
    guard case .comparison(let comparison) = tokens.next.kind, !comparison.looksInside else {
      throw tokens.error("expected = != < <= > or >= after '\(name)'\(tokens.butFound)")
    }
    tokens.advance()
    guard case .word(let word) = tokens.next.kind, let number = Double(decimal: word),
      number.isFinite
    else {
      throw tokens.error(
        "expected a number after '\(name) \(comparison.rawValue)'\(tokens.butFound)")
    }
    tokens.advance()
    guard tokens.next.kind == .percent else { return .compares(name, comparison, number) }
    tokens.advance()
    return .compares(name, comparison, number / 100)
  }

  /// Reads a name; a scope is known only when there are numbers, and so is not looked at here.
  private mutating func name() throws(QueryError) -> String {
    guard case .word(let word) = tokens.next.kind, tokens.next.keyword == nil else {
      throw tokens.error(
        "expected a number's name, such as '\(names.first ?? "f1")'\(tokens.butFound)")
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
      throw tokens.error("no number '\(own.shown)'; \(hint)")
    }
    tokens.advance()
    return word
  }
}
