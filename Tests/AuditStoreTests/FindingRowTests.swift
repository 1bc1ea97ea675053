import Attribution
import GRDB
import ModelAPI
import Probing
import Testing

@testable import AuditStore

@Suite("The table that queries read")
struct FindingRowTests {
  /// The numbers of the findings of which it does not say what the other tables say.
  private static func stale(_ log: AuditLog) throws -> [String?] {
    var problems: [LogProblem] = []
    _ = try log.verify { problems.append($0) }
    #expect(problems.allSatisfy { $0.table == "finding_row" }, "\(problems)")
    return problems.map(\.key)
  }

  @Test("follows from the other tables after everything that is recorded", arguments: [1, 2, 3])
  func follows(seed: UInt64) throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: seed)
    #expect(try Self.stale(log).isEmpty)
    let rows = try log.findings(matching: FindingQuery())
    #expect(try log.rebuildFindingRows() == 300)
    #expect(try log.findings(matching: FindingQuery()) == rows)
  }

  @Test("keeps up with each step of a finding, in whichever order the steps come")
  func steps() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let id = sample.finding.id
    let bounded = Evaluation(
      probabilities: [0.5, 0.1], margin: 1, isBounded: true, boundedTokens: [0])
    func evaluate(_ region: Int, _ evaluation: Evaluation) throws {
      try log.record(
        evaluations: [(Sample.set(region), evaluation)], target: sample.target, at: Sample.time)
    }
    let steps: [() throws -> Void] = [
      { try log.setTarget(sample.target, forFinding: id) },
      { try log.setImage(Sample.image.digest, forProbe: sample.probes[0].id) },
      { try evaluate(0, bounded) },
      { try log.record(explanation: Sample.explanation(finding: id)) },
      { try evaluate(1, Evaluation(probabilities: [0.5, 0.1], margin: 1)) },
      { try evaluate(2, bounded) },
      { try log.record(trigger: Sample.trigger(finding: id)) },
      { try log.record(explanation: Sample.explanation(finding: id, search: "lazy")) },
      { try log.setState(.explained, forFinding: id) },
      { try log.setState(.failed, problem: "again", forFinding: id) },
    ]
    for (number, step) in steps.enumerated() {
      try step()
      #expect(try Self.stale(log).isEmpty, "step \(number)")
    }
    let row = try #require(try log.findings(matching: FindingQuery()).first)
    #expect(row.evaluationCount == 3 && row.bounds == "curves" && row.state == .failed)
    #expect(row.insertionAUC == 0.7 && row.triggerSize == 2 && row.level == .firstToken)
  }

  @Test("that somebody changed is found finding by finding, and made anew")
  func tampered() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try {
        let log = try AuditLog.open(at: path, access: .readWrite)
        try QueryRows.record(in: log, seed: 4)
      }()
      try DatabaseQueue(path: path).write { db in
        try db.execute(
          sql: """
            UPDATE finding_row SET confidence = 0.123 WHERE finding = 7;
            DELETE FROM finding_row WHERE finding = 20;
            """)
      }
      let log = try AuditLog.open(at: path, access: .readWrite)
      #expect(try Self.stale(log) == ["[7]", "[20]"])
      #expect(try log.rebuildFindingRows() == 300)
      #expect(try Self.stale(log).isEmpty)
      try log.write { db in
        try db.execute(sql: "UPDATE finding_row SET finding = 900 WHERE finding = 3")
      }
      #expect(try Self.stale(log) == ["[3]", "[900]"])
    }
  }

  @Test("is there in a log of every older schema when that is brought up to date")
  func upgraded() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path)
      let log = try AuditLog.open(at: path, access: .readOnly)
      #expect(try Self.stale(log).isEmpty)
      #expect(try !log.findings(matching: FindingQuery()).isEmpty)
    }
  }

  @Test("can be taken away and made again, as a later schema does")
  func again() throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: 5)
    let rows = try log.findings(matching: FindingQuery())
    let schema = try log.write { db in
      let schema = try Self.schema(db)
      try FindingRowTable.drop(in: db)
      #expect(try !Self.schema(db).contains { $0.contains("finding_row") })
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM findings_view") == 300)
      try FindingRowTable.make(in: db)
      #expect(try Self.schema(db) == schema)
      return schema
    }
    #expect(schema.contains { $0.hasPrefix("CREATE TABLE finding_row") })
    #expect(try log.findings(matching: FindingQuery()) == rows)
  }

  private static func schema(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
  }
}
