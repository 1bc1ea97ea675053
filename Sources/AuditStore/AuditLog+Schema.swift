import GRDB

extension AuditLog {
  /// The newest schema's version, as it stands in the header of a log (`PRAGMA user_version`).
  public static let schemaVersion = Schema.version

  /// The newest schema as SQL for people, with its comments: tables, indices and views, then triggers.
  public static func schemaText() throws(LogError) -> String {
    try inMemory().read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%'
          ORDER BY type = 'trigger', rowid
          """
      ).joined(separator: "\n\n")
    }
  }
}
