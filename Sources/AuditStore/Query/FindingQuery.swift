/// Which findings to list, in which order, and how many of them.
public struct FindingQuery: Sendable, Hashable {
  /// A field to sort by.
  public struct Order: Sendable, Hashable {
    /// The field.
    public var field: FindingField
    /// Whether the largest come first; missing values come last either way.
    public var isDescending: Bool

    /// Makes an order.
    public init(by field: FindingField, isDescending: Bool) {
      self.field = field
      self.isDescending = isDescending
    }
  }

  /// Which of the findings in that order are listed.
  public struct Limit: Sendable, Hashable {
    /// The most findings.
    public var count: Int
    /// How many are left out at the front.
    public var offset: Int

    /// Makes a limit; neither number is negative.
    public init(count: Int, offset: Int) {
      precondition(count >= 0 && offset >= 0, "limit \(count) offset \(offset)")
      self.count = count
      self.offset = offset
    }
  }

  /// What has to hold; nil lets every finding through.
  public var condition: FindingCondition?
  /// What to sort by, the most important first; what ties stays in the order in which it was found.
  public var order: [Order]
  /// Which of them to list; nil for all.
  public var limit: Limit?

  /// Makes a query; without arguments it lists every finding in the order found.
  public init(condition: FindingCondition? = nil, order: [Order] = [], limit: Limit? = nil) {
    self.condition = condition
    self.order = order
    self.limit = limit
  }

  /// Parses an expression such as `kind = false-positive and area < 10 % order by confidence desc`.
  ///
  /// - Throws: ``QueryError`` when the text is not of the language of `docs/query.md`, or is past one of
  ///   its limits.
  public init(parsing text: String) throws(QueryError) {
    var parser = try QueryParser(text)
    self = try parser.query()
  }

  /// Lists no more than so many of the findings.
  public mutating func keep(atMost count: Int) {
    limit = Limit(count: min(count, limit?.count ?? count), offset: limit?.offset ?? 0)
  }

  /// Lets through only what the condition lets through as well.
  public mutating func require(_ condition: FindingCondition) {
    self.condition = self.condition.map { .and(condition, $0) } ?? condition
  }
}
