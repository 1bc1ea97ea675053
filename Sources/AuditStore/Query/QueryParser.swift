/// Reads the tokens of an expression as a query.
///
///     query       = [ condition ] [ "order" "by" order { "," order } ] [ "limit" count [ "offset" count ] ]
///     order       = field [ "asc" | "desc" ]
struct QueryParser: ConditionParser {
  var tokens: QueryTokens
  private var valueCount = 0

  /// Divides an expression into tokens.
  ///
  /// - Throws: ``QueryError`` when it cannot be divided, or is too long.
  init(_ expression: String) throws(QueryError) { tokens = try QueryTokens(expression) }

  /// Reads the whole expression.
  mutating func query() throws(QueryError) -> FindingQuery {
    var query = FindingQuery()
    var next = "'and', 'or', 'order by' or 'limit'"
    if tokens.next.kind != .end, tokens.next.keyword != .order, tokens.next.keyword != .limit {
      query.condition = try condition(depth: 0)
    }
    if tokens.accept(.order) {
      query.order = try order()
      next = "',' or 'limit'"
    }
    if tokens.accept(.limit) {
      let limit = try count(after: "limit")
      let hasOffset = tokens.accept(.offset)
      query.limit = .init(count: limit, offset: hasOffset ? try count(after: "offset") : 0)
      next = hasOffset ? "the end" : "'offset' or the end"
    }
    let isOrdered = !query.order.isEmpty || query.limit != nil
    try tokens.end(orElse: next) { Self.hint($0, isOrdered: isOrdered) }
    return query
  }

  /// What a word behind the end was probably meant for.
  private static func hint(_ word: String, isOrdered: Bool) -> String? {
    switch word.lowercased() {
    case "descending": "write 'desc'"
    case "ascending": "write 'asc'"
    default:
      !isOrdered && FindingField(name: word) == nil
        && QueryKeyword(rawValue: word.lowercased()) == nil
        ? "a value of several words stands in quotes" : nil
    }
  }

  private mutating func order() throws(QueryError) -> [FindingQuery.Order] {
    guard tokens.accept(.by) else {
      throw tokens.error("expected 'by' after 'order'\(tokens.butFound)")
    }
    var order: [FindingQuery.Order] = []
    repeat {
      let field = try field()
      order.append(.init(by: field, isDescending: tokens.accept(.desc)))
      if order.last?.isDescending == false { _ = tokens.accept(.asc) }
      try tokens.countComparison()
    } while tokens.accept(.comma)
    return order
  }

  private mutating func count(after word: String) throws(QueryError) -> Int {
    guard case .word(let text) = tokens.next.kind,
      text.utf8.allSatisfy({ "0123456789".utf8.contains($0) })
    else {
      throw tokens.error("expected a whole number after '\(word)'\(tokens.butFound)")
    }
    guard let count = Int(text) else {
      throw tokens.error("the number after '\(word)' is too large")
    }
    tokens.advance()
    return count
  }

  /// Counts a value.
  ///
  /// - Throws: ``QueryError`` when it is one too many.
  mutating func countValue() throws(QueryError) {
    valueCount += 1
    guard valueCount <= QueryLimits.valueCount else {
      throw tokens.error("the expression has more than \(QueryLimits.valueCount) values")
    }
  }
}
