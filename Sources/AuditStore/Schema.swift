import GRDB

/// The versions of the log's schema, and what tells a log from any other file.
enum Schema {
  /// "HALX", in the file's header.
  static let applicationID = 0x4841_4C58

  /// The newest schema that this version reads and writes.
  static let version = 9

  /// Every step from an empty file to the newest schema, each in one transaction.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: schemaVersion1) }
    migrator.registerMigration("2") { try $0.execute(sql: schemaVersion2) }
    migrator.registerMigration("3") { try $0.execute(sql: schemaVersion3) }
    migrator.registerMigration("4") { try $0.execute(sql: schemaVersion4) }
    migrator.registerMigration("5") { db in
      try db.execute(sql: schemaVersion5)
      try ChainAdoption.run(in: db)
    }
    migrator.registerMigration("6") { db in
      try db.execute(sql: schemaVersion6)
      try ChainAdoption.guardTables(
        [
          "probe", "finding", "target", "explanation", "trigger_set", "caption", "mention",
          "joint_target", "recaption", "snowball",
          "diagnosis", "mention_evidence",
        ], in: db)
    }
    migrator.registerMigration("7") { db in
      try db.execute(sql: schemaVersion7)
      try ChainAdoption.guardTables(["adjudication"], in: db)
    }
    migrator.registerMigration("8") { db in
      try db.execute(sql: schemaVersion8)
      try ChainAdoption.guardTables(["share", "merged_log"], in: db)
    }
    migrator.registerMigration("9") { db in
      try FindingRowTable.make(in: db)
      try db.execute(sql: schemaVersion9)
    }
    return migrator
  }

  /// What a database is to us.
  enum Kind: Equatable {
    /// It holds nothing.
    case empty
    /// It is a log of this schema version.
    case log(version: Int)
    /// It belongs to another program.
    case foreign
  }

  /// Reads from the header what a database is.
  static func kind(of db: Database) throws -> Kind {
    let applicationID = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if applicationID == Self.applicationID { return .log(version: version) }
    let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    return applicationID == 0 && version == 0 && objects == 0 ? .empty : .foreign
  }
}
