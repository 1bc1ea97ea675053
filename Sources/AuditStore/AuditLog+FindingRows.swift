import GRDB

extension AuditLog {
  /// Makes the table `finding_row`, which queries read, anew from the tables that it follows from.
  ///
  /// - Returns: How many findings there are.
  public func rebuildFindingRows() throws(LogError) -> Int {
    try write { db in
      try FindingRowTable.fill(in: db)
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM finding_row") ?? 0
    }
  }
}
