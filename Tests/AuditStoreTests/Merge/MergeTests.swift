import Attribution
import Foundation
import GRDB
import ModelAPI
import Probing
import Testing

@testable import AuditStore

@Suite("Merging a log into another")
struct MergeTests {
  /// All rows, with everything that refers to a row by its number in the words of that row.
  static func contents(_ log: AuditLog) throws -> [String: [String]] {
    try log.read { db in
      var contents: [String: [String]] = [:]
      for table in ChainedTable.all where !["merged_log", "server_report"].contains(table.name) {
        let merged = try #require(MergedTable.named(table.name))
        let columns = try MergedColumns(merged, in: db)
        let names = columns.names.filter {
          columns.references[$0] == nil && !merged.circumstances.contains($0)
        }
        let list =
          names.isEmpty
          ? "'a row'" : names.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
        contents[table.name] = try String.fetchAll(
          db, sql: "SELECT \(list) FROM \"\(table.name)\""
        ).sorted()
      }
      return contents
    }
  }

  /// A log with something of every kind, and another audit before it, so that all numbers are others.
  private static func filled(_ key: String = "a1", behind other: String? = nil) throws -> AuditLog {
    let log = try AuditLog.inMemory()
    if let other {
      _ = try log.modelID(of: ModelIdentity(name: "other", fingerprint: "0"))
      _ = try log.beginAudit(
        Sample.manifest(key: other), probes: [Sample.plain, Sample.planted, Sample.plain],
        at: Sample.time)
    }
    try ChainLog.fill(log, key: key)
    return log
  }

  @Test("takes everything, and gives rows numbers of their own")
  func takesEverything() throws {
    let source = try Self.filled()
    let before = try Self.contents(source)
    #expect(before.values.allSatisfy { !$0.isEmpty })
    let empty = try AuditLog.inMemory()
    let result = try empty.merge(source, named: "a.sqlite")
    #expect(!result.wasMerged && result.heldCount == 0)
    #expect(try Self.contents(empty) == before)
    #expect(result.head == (try source.head()))

    let target = try AuditLog.inMemory()
    _ = try target.modelID(of: ModelIdentity(name: "other", fingerprint: "0"))
    _ = try target.beginAudit(
      Sample.manifest(key: "b1"), probes: [Sample.plain, Sample.plain, Sample.plain],
      at: Sample.time)
    _ = try target.merge(source, named: "a.sqlite")
    let audit = try #require(try target.audit(key: "a1"))
    #expect(audit.id == 2 && audit.state == .finished)
    let finding = try #require(try target.findings(ofAudit: 2).first)
    #expect(finding.probeID == 4 && finding.state == .explained)
    let known = try #require(try source.findings(ofAudit: 1).first)
    #expect(
      try target.evaluations(ofTarget: try #require(finding.targetID))
        == source.evaluations(ofTarget: try #require(known.targetID)))
    #expect(
      try target.triggers(ofFinding: finding.id).map(\.trigger)
        == source.triggers(ofFinding: known.id).map(\.trigger))
    for log in [empty, target] {
      var problems: [LogProblem] = []
      let verified = try log.verify { problems.append($0) }
      #expect(problems.isEmpty && verified.mergedLogCount == 2)
    }
  }

  @Test("does nothing the second time, and knows its own past")
  func twice() throws {
    let (source, target) = (try Self.filled(), try AuditLog.inMemory())
    _ = try target.merge(source, named: "a.sqlite")
    let head = try target.head()
    let again = try target.merge(source, named: "b.sqlite")
    #expect(again.wasMerged && again.addedCount == 0)
    #expect(try target.head() == head)
    // What the source would take back is there, all of it.
    let back = try source.merge(target, named: "t.sqlite")
    #expect(back.added.keys.sorted() == ["merged_log"] && back.heldCount > 0)
    #expect(try Self.contents(source) == Self.contents(target))
    #expect(try source.verify { _ in }.isIntact)
    let empty = try target.merge(try AuditLog.inMemory(), named: "empty")
    #expect(empty.head == nil && empty.addedCount == 0)
  }

  @Test("leaves the later report on a server the newest, whichever log it comes from")
  func serverReports() throws {
    for isOlder in [false, true] {
      let (source, target) = (try AuditLog.inMemory(), try AuditLog.inMemory())
      _ = try target.record(
        serverReport: ServerReportTests.report("here"), key: "k", model: Sample.model,
        at: Sample.time)
      _ = try source.record(
        serverReport: ServerReportTests.report("come"), key: "k", model: Sample.model,
        at: Sample.time.addingTimeInterval(isOlder ? -9 : 9))
      _ = try target.merge(source, named: "a.sqlite")
      #expect(try target.serverReport(key: "k")?.report.model == (isOlder ? "here" : "come"))
    }
  }

  @Test("comes to the same in either order")
  func eitherOrder() throws {
    let logs = [try Self.filled("a1", behind: "a2"), try Self.filled("a3"), try Self.filled("a1")]
    var seen: [[String: [String]]] = []
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let target = try AuditLog.inMemory()
      for index in order { _ = try target.merge(logs[index], named: "\(index)") }
      #expect(try target.verify { _ in }.isIntact)
      seen.append(try Self.contents(target))
    }
    #expect(seen[0] == seen[1] && seen[1] == seen[2])
  }

  @Test("keeps its words, of two that say the same with other probabilities, and tells")
  func noise() throws {
    let (one, two) = (try AuditLog.inMemory(), try AuditLog.inMemory())
    for (log, shift) in [(one, 0.0), (two, -1e-9)] {
      var reply = Sample.reply(modelID: try log.modelID(of: Sample.model))
      reply.reply.tokens[0].said.logProbability += shift
      try log.record(reply: reply)
    }
    let result = try one.merge(two, named: "two")
    #expect(result.otherAnswerCount == 1)
    #expect(
      try one.reply(key: "r1")?.reply.tokens == Sample.reply(modelID: 1).reply.tokens)
  }

  @Test("has a rule for every table of the chain, by an identity that cannot stand twice")
  func registry() throws {
    #expect(MergedTable.all.map(\.name).sorted() == ChainLog.tables.sorted())
    try AuditLog.inMemory().read { db in
      for table in MergedTable.all {
        let columns = Set(try db.columns(in: table.name).map(\.name))
        let named = Set(table.identity).union(table.circumstances).union(table.unsure)
          .union(table.noisy)
        #expect(named.isSubset(of: columns), "\(table.name)")
        let unique =
          try db.indexes(on: table.name).filter(\.isUnique).map { Set($0.columns) }
          + [Set(try db.primaryKey(table.name).columns)]
        #expect(
          // That of findings is over an expression.
          !table.isConstrained || table.name == "finding" || unique.contains(Set(table.identity)),
          "\(table.name)")
        let chained = try #require(ChainedTable.named(table.name))
        let row = MergedRow(number: 1, values: [:])
        if !chained.changing.isEmpty {
          _ = try MergedChange.join(row, row, of: table.name, in: db, from: db, origin: 1)
        }
      }
    }
  }
}
