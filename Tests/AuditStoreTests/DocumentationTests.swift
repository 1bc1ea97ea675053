import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("The schema's documentation")
struct DocumentationTests {
  private static func page(file: String = #filePath) throws -> String {
    let root = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("docs/log-schema.md"), encoding: .utf8)
  }

  @Test("names every table and view")
  func names() throws {
    let page = try Self.page()
    let names = try AuditLog.inMemory().read { db in
      try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    }
    #expect(names.count > 10)
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }

  @Test("shows queries that run and find what they ask for")
  func queries() throws {
    let queries = try Self.page().components(separatedBy: "```sql\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(queries.count == 2)
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.record(trigger: Sample.trigger(finding: sample.finding.id, replyKey: "r1"))
    for query in queries {
      #expect(try log.read { try Row.fetchAll($0, sql: query).isEmpty } == false)
    }
  }
}
