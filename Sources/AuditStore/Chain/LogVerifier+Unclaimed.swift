import GRDB

/// Rows that no event recorded, and rows that several did.
extension LogVerifier {
  /// Finds the rows of a table that no event stands for, and those that several do.
  mutating func findUnclaimed(in name: String) throws {
    guard let rows = tables[name] else { return }
    var present = RowTally()
    try rows.forEachKey(in: db) { present.add($0) }
    guard present != claimed[name, default: RowTally()] else { return }
    // Only now memory grows: every claimed key is held.
    var known: Set<RowKey> = []
    let events = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, keys FROM event WHERE subject = ? AND digests IS NOT NULL ORDER BY number
        """,
      arguments: [name])
    while let row = try events.next() {
      let number: Int64 = try row.decode(atIndex: 0)
      for key in rows.keys(try row.decode(String.self, atIndex: 1)) ?? []
      where !known.insert(key).inserted {
        found(
          LogProblem(
            .event, event: number, table: name, key: key.json,
            "event \(number) records \(name) \(key.json) once more"))
      }
    }
    try rows.forEachKey(in: db) { key in
      guard !known.contains(key) else { return }
      found(
        LogProblem(
          .row, table: name, key: key.json,
          "\(name) \(key.json) is in the table, and no event recorded it"))
    }
  }
}
