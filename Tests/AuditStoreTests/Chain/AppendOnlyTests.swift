import GRDB
import Testing

@testable import AuditStore

@Suite("The log's triggers")
struct AppendOnlyTests {
  private func refuses(_ log: AuditLog, _ sql: String) -> Bool {
    message { () throws(LogError) in try log.write { try $0.execute(sql: sql) } }
      == "invalid: it refuses what was to be recorded (the audit log is append-only)"
  }

  @Test(
    "refuse to delete a row of any table", arguments: ChainLog.tables + ["event", "merged_event"])
  func deletes(table: String) throws {
    let log = try AuditLog.inMemory()
    try ChainLog.fill(log)
    #expect(refuses(log, "PRAGMA foreign_keys = OFF; DELETE FROM \(table)"))
  }

  @Test("refuse to change any column that does not change over time")
  func updates() throws {
    let log = try AuditLog.inMemory()
    try ChainLog.fill(log)
    for table in ChainLog.tables + ["event", "merged_event"] {
      let changing = ChainedTable.named(table)?.changing ?? []
      for column in try log.read({ try $0.columns(in: table).map(\.name) }) {
        let isRefused = refuses(log, "UPDATE \(table) SET \(column) = \(column)")
        #expect(isRefused != changing.contains(column), "\(table).\(column)")
      }
    }
    #expect(try log.verify { _ in }.isIntact)
  }
}
