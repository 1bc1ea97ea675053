import Attribution
import Foundation
import GRDB
import Glibc
import Probing
import Testing

@testable import AuditStore

@Suite("A log of an earlier schema")
struct UpgradeTests {
  private func contents(_ path: String) throws -> [String: [String]] {
    let database = try DatabaseQueue(path: path)
    defer { try? database.close() }
    return try database.read(FirstSchemaLog.contents)
  }

  private func version(_ path: String) throws -> Int? {
    let database = try DatabaseQueue(path: path)
    defer { try? database.close() }
    return try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  @Test(
    "is brought up to date by whoever opens it, and keeps every row", arguments: LogAccess.all,
    [1, 2, 3]
  )
  func keepsRows(access: AuditLog.Access, schema: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path, schema: schema)
      let before = try contents(path)
      #expect(before.values.allSatisfy { !$0.isEmpty } && before.count == 14)
      try { _ = try AuditLog.open(at: path, access: access) }()
      #expect(try version(path) == Schema.version)
      #expect(try contents(path) == before)
    }
  }

  @Test(
    "reads as what it meant: first tokens, complete searches, no prior", arguments: LogAccess.all)
  func meaning(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path)
      let log = try AuditLog.open(at: path, access: access)
      #expect(try log.probes(ofAudit: 5).map(\.probe.label) == [.no, .yes])
      let finding = try #require(try log.findings(ofAudit: 5).first)
      #expect(finding.kind == .falsePositive && finding.replyKey == nil)
      let target = try #require(try log.target(id: 21))
      #expect(target.level == .firstToken && target.way == .afterPrefix)
      #expect(target.forced == target.tokens && target.positions == [0])
      #expect(try log.target(key: "t9") == target)
      let explanation = try #require(try log.explanation(ofFinding: 31)).explanation
      #expect(explanation.ending == .complete && explanation.roundCount == 0)
      #expect(try log.prior(ofTarget: 21) == nil)
      #expect(try log.evaluations(ofTarget: 21).count == 1)
      #expect(try log.triggers(ofFinding: 31).first?.trigger.certificate.count == 3)
      let row = try #require(try log.findings(matching: FindingQuery()).first)
      #expect(row.said == "yes" && row.label == .no && row.plantedRule == "bowl -> spoon")
    }
  }

  @Test(
    "has the tables, indices and views of a new log afterwards, and no broken reference",
    arguments: [1, 2, 3])
  func sameAsNew(schema: Int) throws {
    try withTemporaryFolder { folder in
      let (old, new) = (folder + "/old.sqlite", folder + "/new.sqlite")
      try FirstSchemaLog.make(at: old, schema: schema)
      for path in [old, new] { try { _ = try AuditLog.open(at: path, access: .readWrite) }() }
      let schemas = try [old, new].map { path in
        try DatabaseQueue(path: path).read { db in
          #expect(try String.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
          #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
          return try String.fetchAll(
            db,
            sql:
              "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1"
          )
        }
      }
      #expect(schemas[0] == schemas[1])
      #expect(schemas[0].contains { $0.hasPrefix("index finding_of_audit ") })
      #expect(schemas[0].contains { $0.hasPrefix("view findings_view ") })
    }
  }

  @Test(
    "leaves a copy beside itself that is still a log of its schema", arguments: LogAccess.all,
    [1, 2, 3])
  func copy(access: AuditLog.Access, schema: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path, schema: schema)
      let before = try contents(path)
      try { _ = try AuditLog.open(at: path, access: access) }()
      let copy = path + ".schema-\(schema)"
      #expect(try version(copy) == schema)
      #expect(try contents(copy) == before)
      let database = try DatabaseQueue(path: copy)
      #expect(try database.read(Schema.kind) == .log(version: schema))
      let migrations = try database.read {
        try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations")
      }
      #expect(migrations == (1...schema).map(String.init))
      try database.close()
      // The copy can itself be opened: it is brought up to date like any other.
      #expect(try AuditLog.open(at: copy, access: .readOnly).findings(ofAudit: 5).count == 1)
    }
  }

  @Test("takes a copy that was cut short for none")
  func unfinishedCopy() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path)
      try Data("cut short".utf8).write(to: URL(fileURLWithPath: path + ".schema-1.unfinished"))
      try { _ = try AuditLog.open(at: path, access: .readWrite) }()
      #expect(try version(path + ".schema-1") == 1)
      #expect(!FileManager.default.fileExists(atPath: path + ".schema-1.unfinished"))
    }
  }

  @Test(
    "stays as it was when the upgrade fails in the middle, and is upgraded when the reason is gone",
    arguments: LogAccess.all)
  func failure(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path)
      // The upgrade needs this name after it has rewritten the probes.
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE finding_2 (x)") }
      let before = try contents(path)
      for _ in 0..<2 {
        let error = #expect(throws: LogError.self) { try AuditLog.open(at: path, access: access) }
        #expect(error?.message.contains("\n") == false)
        #expect(try version(path) == 1)
        #expect(try contents(path) == before)
      }
      try DatabaseQueue(path: path).write { try $0.execute(sql: "DROP TABLE finding_2") }
      #expect(try AuditLog.open(at: path, access: access).findings(ofAudit: 5).count == 1)
    }
  }

  @Test("is left as it is when there is no room for the copy, in one line")
  func noRoom() async throws {
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { folder in
        let path = folder + "/log.sqlite"
        try FirstSchemaLog.make(at: path, schema: 3)
        try DatabaseQueue(path: path).write { db in
          for number in 1...3_000 {
            try db.execute(
              sql: "INSERT INTO repeat VALUES (21, \(number), 0.5, 'a time of no matter')")
          }
        }
        // A file that may not grow fails as one on a full disk does.
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 65_536, rlim_max: 65_536)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let message = message { () throws(LogError) in
          _ = try AuditLog.open(at: path, access: .readWrite)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        precondition(
          message?.contains("log.sqlite.schema-3 that is kept before") == true, "\(message ?? "")")
        precondition(!left.contains { $0.contains("schema-3") }, "\(left)")
      }
    }
  }

  @Test("is not upgraded under the hands of a process that writes to it")
  func locked() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path)
      let lock = try #require(try WriterLock(logPath: path))
      let error = #expect(throws: LogError.self) {
        try AuditLog.open(at: path, access: .readOnly)
      }
      #expect(error?.code == .locked)
      withExtendedLifetime(lock) {}
      #expect(try version(path) == 1)
    }
  }

  @Test("is written to and audited on like any other")
  func goesOn() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path)
      let log = try AuditLog.open(at: path, access: .readWrite)
      _ = try SampleAudit(in: log, key: "a2")
      try log.record(
        prior: PriorRecord(probabilities: [0.5], source: .text), target: 21, at: Sample.time)
      #expect(try log.audits().count == 2)
      #expect(try log.prior(ofTarget: 21)?.probabilities == [0.5])
    }
  }
}
