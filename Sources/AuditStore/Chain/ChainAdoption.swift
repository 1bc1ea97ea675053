import GRDB

/// What an older log needs to join the chain: triggers on its tables, and events for the rows it has.
enum ChainAdoption {
  /// How many rows one event takes over.
  private static let rowsPerEvent = 1_000

  /// Makes the triggers of every chained table that the schema has, and takes over its rows.
  static func run(in db: Database) throws {
    for table in ChainedTable.all where try db.tableExists(table.name) {
      try db.execute(sql: try triggers(of: table, in: db))
      try adopt(ChainedRows(table, in: db), in: db)
    }
  }

  /// Makes the triggers of tables that are new in the schema, and renews those of tables that it changed.
  static func guardTables(_ names: [String], in db: Database) throws {
    for table in ChainedTable.all where names.contains(table.name) {
      for end in ["is_not_changed", "is_not_deleted"] {
        try db.execute(sql: "DROP TRIGGER IF EXISTS \(table.name)_\(end)")
      }
      try db.execute(sql: try triggers(of: table, in: db))
    }
  }

  /// Triggers that refuse to delete rows and to change what does not change over time.
  private static func triggers(of table: ChainedTable, in db: Database) throws -> String {
    let kept = try db.columns(in: table.name).map(\.name).filter { !table.changing.contains($0) }
    let columns = table.changing.isEmpty ? "" : "OF \(kept.joined(separator: ", ")) "
    return """
      CREATE TRIGGER \(table.name)_is_not_changed BEFORE UPDATE \(columns)ON \(table.name)
      BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
      CREATE TRIGGER \(table.name)_is_not_deleted BEFORE DELETE ON \(table.name)
      BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
      """
  }

  private static func adopt(_ rows: ChainedRows, in db: Database) throws {
    var keys: [RowKey] = []
    func take() throws {
      try db.chain(recorded: rows.table.name, keys, as: .adopted)
      keys.removeAll(keepingCapacity: true)
    }
    try rows.forEachKey(in: db) { key in
      keys.append(key)
      if keys.count == rowsPerEvent { try take() }
    }
    try take()
  }
}
