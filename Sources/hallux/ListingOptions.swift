import ArgumentParser
import AuditStore

/// In which order the findings of an expression are listed, and how many of them.
struct ListingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The field to sort by, with - in front for the largest first.", valueName: "field"),
    completion: .list(FieldList.names + FieldList.names.map { "-" + $0 }))
  var sort: String?

  @Option(help: ArgumentHelp("The most findings to list.", valueName: "n"))
  var limit: Int?

  mutating func validate() throws {
    _ = try order()
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  /// Whether one of them is given.
  var isGiven: Bool { sort != nil || limit != nil }

  /// Adds them to what the expression says.
  ///
  /// - Throws: ``CommandFailure`` when the expression has an order already.
  func apply(to query: inout FindingQuery) throws {
    if let order = try order() {
      guard query.order.isEmpty else {
        throw CommandFailure(
          status: .usage, message: "query: the expression says 'order by' already; leave --sort out"
        )
      }
      query.order = [order]
    }
    if let limit { query.keep(atMost: limit) }
  }

  private func order() throws -> FindingQuery.Order? {
    guard let sort else { return nil }
    let isDescending = sort.hasPrefix("-")
    guard let field = FindingField(name: String(sort.dropFirst(isDescending ? 1 : 0))) else {
      throw ValidationError(
        "--sort '\(sort)' is not one of: \(FieldList.names.joined(separator: ", ")), "
          + "or one of them after a -.")
    }
    return FindingQuery.Order(by: field, isDescending: isDescending)
  }
}
