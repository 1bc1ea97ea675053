/// What conditions of every kind are made of.
protocol Condition {
  /// The condition does not hold.
  static func not(_ inside: Self) -> Self
  /// Both conditions hold.
  static func and(_ left: Self, _ right: Self) -> Self
  /// At least one of the conditions holds.
  static func or(_ left: Self, _ right: Self) -> Self
}

extension FindingCondition: Condition {}
extension NumberCondition: Condition {}

/// Reads conditions, by recursive descent; what a comparison is, each parser says itself.
///
///     condition   = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation    = "not" negation | "(" condition ")" | comparison
protocol ConditionParser {
  associatedtype Parsed: Condition

  /// The tokens that are left.
  var tokens: QueryTokens { get set }

  /// Reads a comparison.
  mutating func comparison() throws(QueryError) -> Parsed
}

extension ConditionParser {
  /// Reads a condition as far as it goes.
  mutating func condition(depth: Int = 0) throws(QueryError) -> Parsed {
    var left = try conjunction(depth: depth)
    while tokens.accept(.or) { left = .or(left, try conjunction(depth: depth)) }
    return left
  }

  private mutating func conjunction(depth: Int) throws(QueryError) -> Parsed {
    var left = try negation(depth: depth)
    while tokens.accept(.and) { left = .and(left, try negation(depth: depth)) }
    return left
  }

  private mutating func negation(depth: Int) throws(QueryError) -> Parsed {
    let first = tokens.next
    guard first.keyword == .not || first.kind == .opening else { return try comparison() }
    guard depth < QueryLimits.depth else {
      throw tokens.error("parentheses and 'not' are nested more than \(QueryLimits.depth) deep")
    }
    tokens.advance()
    if first.keyword == .not { return .not(try negation(depth: depth + 1)) }
    let inside = try condition(depth: depth + 1)
    guard tokens.next.kind == .closing else {
      throw tokens.next.kind == .end
        ? tokens.error("this '(' is not closed", at: first)
        : tokens.error("expected 'and', 'or' or ')'\(tokens.butFound)")
    }
    tokens.advance()
    return inside
  }
}
