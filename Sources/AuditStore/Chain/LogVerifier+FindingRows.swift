import GRDB

/// The rows of `finding_row`, which no event names: they must follow from the tables that events do.
extension LogVerifier {
  /// Compares every row of `finding_row` with what the other tables say.
  mutating func checkFindingRows() throws {
    let columns = try db.columns(in: "finding_row").map(\.name)
    func list(_ table: String) -> String {
      columns.map { "\(table).\"\($0)\"" }.joined(separator: ", ")
    }
    let rows = try Int64.fetchCursor(
      db,
      sql: """
        SELECT findings_derived.finding FROM findings_derived
        LEFT JOIN finding_row ON finding_row.finding = findings_derived.finding
        WHERE (\(list("findings_derived"))) IS NOT (\(list("finding_row")))
        UNION ALL
        SELECT finding FROM finding_row WHERE finding NOT IN (SELECT id FROM finding)
        """)
    while let finding = try rows.next() {
      found(
        LogProblem(
          .row, table: "finding_row", key: "[\(finding)]",
          "finding_row [\(finding)] does not say what the other tables say of finding \(finding); "
            + "'hallux log rebuild' makes it anew"))
    }
  }
}
