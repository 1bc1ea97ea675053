import Attribution
import Foundation
import GRDB
import ModelAPI
import Probing

@testable import AuditStore

/// A log in which every table has rows, and ways to tamper with it as somebody would who knows SQLite.
enum ChainLog {
  /// The tables that the chain commits to.
  static let tables = ChainedTable.all.map(\.name)

  /// Records something of every kind, with everything that changes over time changed.
  @discardableResult
  static func fill(_ log: AuditLog, key: String = "a1") throws -> SampleAudit {
    let sample = try SampleAudit(in: log, key: key)
    let (finding, target) = (sample.finding.id, sample.target)
    try log.record(evaluations: EvaluationTests.answers, target: target, at: Sample.time)
    for number in 0..<3 {
      try log.record(
        repeated: 1.5 - Double(number), number: number, target: target, at: Sample.time)
    }
    try log.record(
      prior: PriorRecord(probabilities: [0.25, -0.0], source: .text), target: target,
      at: Sample.time)
    try log.setTarget(target, forFinding: finding)
    try log.record(explanation: Sample.explanation(finding: finding))
    try log.record(trigger: Sample.trigger(finding: finding, replyKey: "r1"))
    try log.setState(.explained, forFinding: finding)
    try log.setProblem("no such \"file\"\n\u{1}", forProbe: sample.probes[1].id)
    try log.record(
      choiceVerdict: ChoiceVerdictRecord(
        probeID: sample.probes[1].id, replyKey: "r1", chosen: nil, isCorrect: false))
    let report = try log.record(
      serverReport: ServerReport(), key: "k1", model: Sample.model, at: Sample.time)
    try log.setServerReport(report.id, forAudit: sample.audit.id)
    try log.finishAudit(sample.audit.id, state: .finished, at: Sample.time)
    let captions = try CaptionSample(in: log, key: key)
    try log.finishAudit(captions.audit.id, state: .finished, at: Sample.time)
    return sample
  }

  /// Makes such a log at `path`.
  static func make(at path: String) throws { try file.get().write(to: URL(fileURLWithPath: path)) }

  /// Made once: many tests spoil a copy of it.
  private static let file = Result {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try { _ = try fill(AuditLog.open(at: path, access: .readWrite)) }()
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
  }

  /// Changes the file behind the program's back: triggers are taken away and put back as they were.
  static func tamper(_ path: String, _ body: (Database) throws -> Void) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? database.close() }
    try database.write { db in
      let triggers = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try body(db)
      for trigger in triggers { try db.execute(sql: trigger["sql"]) }
    }
  }

  /// What verifying the log at `path` finds; a log that cannot be opened is one problem.
  static func problems(_ path: String, head: String? = nil) -> [LogProblem] {
    var problems: [LogProblem] = []
    do {
      let log = try AuditLog.open(at: path, access: .readOnly)
      _ = try log.verify(head: head) { problems.append($0) }
    } catch {
      problems.append(LogProblem(.file, "\(error)"))
    }
    return problems
  }

  /// Everything that the file says, table by table; nil when it cannot be read.
  static func contents(_ path: String) -> [String]? {
    try? DatabaseQueue(path: path).read { db in
      var lines = try String.fetchAll(
        db, sql: "SELECT type || name || coalesce(sql, '') FROM sqlite_schema")
      lines += try ["application_id", "user_version"].map {
        "\(try Int.fetchOne(db, sql: "PRAGMA \($0)") ?? 0)"
      }
      for table in tables + ["event", "grdb_migrations"] {
        let columns = try db.columns(in: table).map { "quote(CAST(\"\($0.name)\" AS BLOB))" }
        lines += try String.fetchAll(
          db, sql: "SELECT \(columns.joined(separator: "||','||")) FROM \"\(table)\"")
      }
      return lines
    }
  }
}

extension Database {
  /// Takes away what keeps a table's rows as they were recorded, for a test that needs rows of another kind.
  func allowChanges(of table: String) throws {
    try execute(sql: "DROP TRIGGER IF EXISTS \(table)_is_not_changed")
  }
}
