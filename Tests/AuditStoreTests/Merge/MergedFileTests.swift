import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("Merging files")
struct MergedFileTests {
  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test("leaves a log of an older schema as it is, and knows it again", arguments: [1, 2, 3, 5])
  func older(schema: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/old.sqlite"
      if schema < 5 {
        try FirstSchemaLog.make(at: path, schema: schema)
      } else {
        try FirstSchemaLog.make(at: path, schema: 4)
        try Schema.migrator.migrate(DatabaseQueue.chaining(path), upTo: "5")
      }
      let before = try bytes(path)
      let target = try AuditLog.inMemory()
      let result = try target.merge(try AuditLog.openForMerging(at: path), named: "old.sqlite")
      #expect(result.addedCount == 17)
      #expect(
        try target.merge(try AuditLog.openForMerging(at: path), named: "old.sqlite").wasMerged)
      #expect(try target.findings(ofAudit: 1).map(\.state) == [.explained])
      #expect(try target.verify { _ in }.isIntact)
      #expect(try bytes(path) == before)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder)
          .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") } == ["old.sqlite"])
    }
  }

  @Test("refuses a log that is not as it was recorded, whole")
  func damaged() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      try ChainLog.tamper(path) {
        try $0.execute(sql: "UPDATE verdict SET outcome = 'true-negative'")
      }
      let target = try AuditLog.inMemory()
      let error = try #require(throws: LogError.self) {
        try target.merge(try AuditLog.openForMerging(at: path), named: "log.sqlite")
      }
      #expect(error.code == .damaged && error.path == path)
      #expect(error.message.contains(#"verdict [1,"pope"] was changed since event "#))
      #expect(try target.head() == nil)
    }
  }

  @Test("refuses what cannot be read")
  func unreadable() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      #expect(
        message { () throws(LogError) in _ = try AuditLog.openForMerging(at: path) }
          == "missing: there is no such file")
      try ChainLog.make(at: path)
      try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 999") }
      #expect(
        message { () throws(LogError) in _ = try AuditLog.openForMerging(at: path) }?
          .hasPrefix("newer: ") == true)
    }
  }

  @Test("takes what a log holds while another process writes to it")
  func live() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      let writer = try AuditLog.open(at: path, access: .readWrite)
      let sample = try SampleAudit(in: writer)
      let target = try AuditLog.inMemory()
      _ = try target.merge(try AuditLog.openForMerging(at: path), named: "log.sqlite")
      #expect(try target.audits().map(\.state) == [.interrupted])
      try writer.finishAudit(sample.audit.id, state: .finished, at: Sample.time)
      let grown = try target.merge(try AuditLog.openForMerging(at: path), named: "log.sqlite")
      #expect(!grown.wasMerged && grown.addedCount == 0)
      #expect(try target.audits().map(\.state) == [.finished])
      #expect(try target.verify { _ in }.mergedLogCount == 2)
    }
  }

  @Test(
    "keeps chains that nobody can touch unnoticed",
    arguments: [
      "UPDATE merged_event SET at = '2020-01-01T00:00:00.000Z' WHERE number = 2",
      "UPDATE merged_event SET previous = zeroblob(32) WHERE number = 2",
      "DELETE FROM merged_event WHERE number = 1",
      "DELETE FROM merged_event WHERE number = (SELECT max(number) FROM merged_event)",
      "DELETE FROM merged_log",
      "INSERT INTO merged_event SELECT NULL, randomblob(32), hash, number + 1, kind, subject, keys, digests, change, at FROM merged_event WHERE number = 3",
      "UPDATE merged_log SET number = number + 1",
    ])
  func tampered(sql: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try {
        let (source, target) = (
          try AuditLog.inMemory(), try AuditLog.open(at: path, access: .readWrite)
        )
        try ChainLog.fill(source)
        _ = try target.merge(source, named: "source")
      }()
      #expect(ChainLog.problems(path).isEmpty)
      try ChainLog.tamper(path) { try $0.execute(sql: sql) }
      let problems = ChainLog.problems(path)
      #expect(problems.contains { ["merged_event", "merged_log"].contains($0.table) })
      #expect(problems.allSatisfy { [.event, .row].contains($0.kind) }, "\(problems)")
    }
  }

  @Test("finds a head that was written down of a log that was merged later")
  func anchor() throws {
    let (source, target) = (try AuditLog.inMemory(), try AuditLog.inMemory())
    let sample = try SampleAudit(in: source)
    let head = try #require(try source.head())
    try source.finishAudit(sample.audit.id, state: .finished, at: Sample.time)
    _ = try target.merge(source, named: "source")
    let result = try target.verify(head: head.hash) { _ in }
    #expect(result.isIntact && result.anchor == nil && result.mergedAnchor == head.number)
  }
}
