import Attribution
import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("Verifying a log")
struct VerifyTests {
  @Test("finds nothing in one that is as it was recorded", arguments: LogCase.allCases)
  func clean(place: LogCase) throws {
    try place.run { log in
      try ChainLog.fill(log)
      var problems: [LogProblem] = []
      let result = try log.verify { problems.append($0) }
      #expect(problems.isEmpty && result.isIntact)
      let rows = try log.read { db in
        try ChainLog.tables.map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0 }
      }
      #expect(rows.allSatisfy { $0 > 0 } && result.rowCount == rows.reduce(0, +))
      #expect(result.imageCount == 1 && result.adoptedRowCount == 0 && result.adoptedAt == nil)
      #expect(try result.head == log.head() && result.head?.number == Int64(result.eventCount))
    }
  }

  @Test("finds nothing in an empty one, which has no head")
  func empty() throws {
    let log = try AuditLog.inMemory()
    #expect(try log.verify { _ in }.isIntact)
    #expect(try log.head() == nil)
  }

  @Test("knows every hash that was once its head, however it is written")
  func anchors() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let early = try #require(try log.head())
    try log.record(evaluations: EvaluationTests.answers, target: sample.target, at: Sample.time)
    let late = try #require(try log.head())
    #expect(early.hash != late.hash && early.number + 1 == late.number)
    for head in [early, late] {
      let result = try log.verify(head: head.hash.uppercased()) { _ in }
      #expect(result.isIntact && result.anchor == head.number)
    }
    var problems: [LogProblem] = []
    let result = try log.verify(head: String(repeating: "0", count: 64)) { problems.append($0) }
    #expect(problems.map(\.kind) == [.head] && result.anchor == nil)
  }

  @Test("recording the same again appends nothing")
  func idempotent() throws {
    let log = try AuditLog.inMemory()
    try ChainLog.fill(log)
    func events() throws -> [String] {
      try log.read { try String.fetchAll($0, sql: "SELECT kind || subject || keys FROM event") }
    }
    let before = try events()
    try ChainLog.fill(log)
    // The audit ran once more on a server that was examined anew: that is history, not repetition.
    let news = try events().dropFirst(before.count)
    #expect(
      news.allSatisfy { $0.hasPrefix("changedaudit[[") || $0 == "recordedserver_report[[2]]" },
      "\(news)"
    )
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test("a transaction that fails leaves no event behind")
  func rolledBack() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let head = try log.head()
    #expect(throws: LogError.self) {
      try log.record(
        evaluations: [
          (Sample.set(1), .init(probabilities: [0.5], margin: 1)),
          (Sample.set(2), .init(probabilities: [.nan], margin: 1)),
        ], target: sample.target, at: Sample.time)
    }
    #expect(try log.head() == head)
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test("every table is in the chain, or is the chain, or follows from the others")
  func registry() throws {
    let tables = try AuditLog.inMemory().read { db in
      try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'grdb%'")
    }
    #expect(Set(tables) == Set(ChainLog.tables + ["event", "merged_event", "finding_row"]))
  }
}
