import GRDB
import Testing

@testable import AuditStore
@testable import TestKit

@Suite("The schema")
struct SchemaTests {
  @Test("is the committed one")
  func golden() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try { _ = try AuditLog.open(at: path, access: .readWrite) }()
      try expectGolden(dump(of: DatabaseQueue(path: path)), "schema.sql")
    }
  }

  @Test("marks the file as ours, in write-ahead mode with every reference checked")
  func header() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try { _ = try SampleAudit(in: AuditLog.open(at: path, access: .readWrite)) }()
      try DatabaseQueue(path: path).read { db in
        #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x4841_4C58)
        #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == Schema.version)
        #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
        #expect(try String.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
        #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
        let loose = try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")
        #expect(Set(loose) == ["sqlite_schema", "sqlite_temp_schema", "grdb_migrations"])
      }
    }
  }

  @Test("lets each verdict be found by its probe without a walk through the table")
  func plans() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try { _ = try AuditLog.open(at: path, access: .readWrite) }()
      try DatabaseQueue(path: path).read { db in
        for sql in [
          "SELECT * FROM probe WHERE audit_id = 1 ORDER BY position",
          "SELECT * FROM evaluation WHERE target_id = 1",
          "SELECT * FROM reply WHERE key = 'x'",
          "SELECT * FROM verdict WHERE probe_id = 1 AND rule = 'pope'",
          "SELECT * FROM finding WHERE audit_id = 1",
          "SELECT * FROM findings_view WHERE audit = 1",
        ] {
          let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql)
          let steps = plan.map { $0["detail"] as String }
          #expect(!steps.contains { $0.hasPrefix("SCAN") }, "\(sql): \(steps)")
        }
      }
    }
  }

  @Test("turns a value that makes no sense into an error, never a crash")
  func nonsense() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try {
        let log = try AuditLog.open(at: path, access: .readWrite)
        let sample = try SampleAudit(in: log)
        try log.record(
          evaluations: EvaluationTests.answers, target: sample.target, at: Sample.time)
      }()
      try DatabaseQueue(path: path).write { db in
        try db.execute(
          sql: """
            DROP TRIGGER label_map_is_not_changed;
            DROP TRIGGER evaluation_is_not_changed;
            DROP TRIGGER audit_is_not_changed;
            DROP TRIGGER reply_is_not_changed;
            DROP TRIGGER probe_is_not_changed;
            UPDATE label_map SET labels = x'00';
            UPDATE evaluation SET probabilities = '[0.5';
            UPDATE audit SET started_at = 'yesterday';
            UPDATE reply SET tokens = '[{}]';
            UPDATE probe SET splits = '{}';
            """)
      }
      let log = try AuditLog.open(at: path, access: .readOnly)
      let reads: [() throws -> Void] = [
        { _ = try log.labelMap(digest: "2222") }, { _ = try log.evaluations(ofTarget: 1) },
        { _ = try log.audits() }, { _ = try log.reply(key: "r1") },
        { _ = try log.probes(ofAudit: 1) },
      ]
      for read in reads {
        let error = try #require(throws: LogError.self) { try read() }
        #expect(error.code == .damaged)
        #expect(!error.message.contains("\n") && error.path == path)
      }
    }
  }

  private func dump(of database: DatabaseQueue) throws -> String {
    try database.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT sql || ';' FROM sqlite_schema
          WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY rowid
          """
      ).joined(separator: "\n\n") + "\n"
    }
  }
}
