import GRDB

/// Whether tables, indices, views and triggers are those of the schema.
enum SchemaCheck {
  private struct Name: Hashable {
    var type: String
    var name: String
  }

  /// Compares the schema with that of a new log.
  ///
  /// What people add for themselves is left alone, but for triggers: those could change what is recorded.
  static func run(in db: Database, _ found: (LogProblem) -> Void) throws {
    let fresh = try DatabaseQueue()
    try Schema.migrator.migrate(fresh)
    let expected = try fresh.read(objects)
    let present = try objects(in: db)
    func problem(_ name: Name, _ what: String) {
      found(LogProblem(.schema, "the schema's \(name.type) \(name.name) \(what)"))
    }
    for (name, sql) in expected.sorted(by: { $0.key.name < $1.key.name }) {
      switch present[name] {
      case sql: continue
      case nil: problem(name, "is missing")
      default: problem(name, "was changed")
      }
    }
    for name in present.keys.sorted(by: { $0.name < $1.name })
    where name.type == "trigger" && expected[name] == nil {
      problem(name, "is not part of it")
    }
    let steps = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1")
    if steps != Schema.migrator.migrations.sorted() {
      found(LogProblem(.schema, table: "grdb_migrations", "grdb_migrations was changed"))
    }
  }

  private static func objects(in db: Database) throws -> [Name: String] {
    var objects: [Name: String] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    while let row = try rows.next() {
      objects[Name(type: try row.decode(atIndex: 0), name: try row.decode(atIndex: 1))] =
        try row.decode(String.self, atIndex: 2)
    }
    return objects
  }
}
