import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("Compacting a log")
struct CompactTests {
  /// A log with much room that nothing fills.
  private func make(_ path: String) throws {
    try ChainLog.make(at: path)
    try DatabaseQueue(path: path).writeWithoutTransaction { db in
      try db.execute(sql: "CREATE TABLE heap (x); INSERT INTO heap VALUES (randomblob(2000000))")
      try db.execute(sql: "DROP TABLE heap; PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  @Test("drops nothing but room", arguments: [false, true])
  func compacts(intoCopy: Bool) throws {
    try withTemporaryFolder { folder in
      let (path, copy) = (folder + "/log.sqlite", folder + "/copy.sqlite")
      try make(path)
      // SQLite writes the schema in another order.
      let before = try #require(ChainLog.contents(path)).sorted()
      try {
        let log = try AuditLog.open(at: path, access: intoCopy ? .readOnly : .readWrite)
        let (size, head) = (log.byteCount, try log.head())
        if intoCopy { try log.compact(into: copy) } else { try log.compact() }
        let result = intoCopy ? try AuditLog.open(at: copy, access: .readOnly) : log
        #expect(size > 2_000_000 && result.byteCount < 600_000)
        #expect(try result.head() == head)
        #expect(intoCopy == (log.byteCount == size))
      }()
      let compacted = intoCopy ? copy : path
      #expect(ChainLog.contents(compacted)?.sorted() == before)
      #expect(ChainLog.problems(compacted).isEmpty)
      #expect(ChainLog.contents(path)?.sorted() == before)
    }
  }

  @Test("writes no copy over anything, and leaves nothing of one that fails")
  func refuses() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      let log = try AuditLog.open(at: path, access: .readOnly)
      #expect(
        message { () throws(LogError) in try log.compact(into: path) }
          == "unwritable: something is there already; name another file")
      #expect(
        message { () throws(LogError) in try log.compact(into: folder + "/none/copy.sqlite") }?
          .hasPrefix("unwritable: ") == true)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder)
          .allSatisfy { $0.hasPrefix("log.sqlite") })
    }
  }
}
