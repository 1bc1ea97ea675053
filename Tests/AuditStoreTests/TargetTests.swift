import Attribution
import Foundation
import GRDB
import ModelAPI
import Probing
import Testing

@testable import AuditStore

@Suite("What of an answer is explained")
struct TargetTests {
  private static let words = ["A", " spo", "on", " lies", "."].enumerated().map {
    Token(text: $1, id: $0 + 7)
  }

  private func target(
    _ sample: SampleAudit, level: TokenLevel, positions: [Int], way: ForcingWay
  ) -> TargetDescription {
    var target = Sample.target(key: "\(level) \(way)", modelID: sample.modelID)
    target.level = level
    target.answerPrefix = "It is so. "
    target.forced = Self.words
    target.positions = positions
    target.tokens = positions.map { Self.words[$0] }
    target.way = way
    return target
  }

  @Test("comes back as it was recorded", arguments: LogCase.allCases)
  func roundTrip(log: LogCase) throws {
    try log.run { log in
      let sample = try SampleAudit(in: log)
      for level in TokenLevel.allCases {
        for (way, positions) in zip(ForcingWay.allCases, [[1, 2], [0, 1, 2, 3, 4], [0, 4]]) {
          let target = target(sample, level: level, positions: positions, way: way)
          let id = try log.targetID(of: target)
          #expect(try log.target(id: id) == target)
          #expect(try log.target(key: target.key) == target)
          #expect(try log.targetID(of: target) == id)
        }
      }
      #expect(try log.target(key: "unheard of") == nil)
    }
  }

  @Test("is refused under the same key when it is asked another way")
  func conflict() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    var target = target(sample, level: .word, positions: [1, 2], way: .fromStart)
    _ = try log.targetID(of: target)
    target.way = .tokenByToken
    let error = #expect(throws: LogError.self) { try log.targetID(of: target) }
    #expect(error?.code == .conflict)
  }

  @Test(
    "is an error, never a crash, when its places make no sense",
    arguments: ["[0,9]", "[-1,0]", "[0]", "[]", "{}", "[0.5,1]", #"["a","b"]"#, "[1e300,0]"])
  func damagedPositions(positions: String) throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let id = try log.targetID(of: target(sample, level: .word, positions: [1, 2], way: .fromStart))
    try log.write { db in
      try db.execute(sql: "DROP TRIGGER target_is_not_changed")
      try db.execute(
        sql: "UPDATE target SET positions = ? WHERE id = ?", arguments: [positions, id])
    }
    let error = #expect(throws: LogError.self) { try log.target(id: id) }
    #expect(error?.code == .damaged)
  }

  @Test("is an error when its forced tokens are gone", arguments: ["[]", "[{}]", "null", "3"])
  func damagedForced(forced: String) throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let id = try log.targetID(of: target(sample, level: .word, positions: [3, 4], way: .fromStart))
    try log.write { db in
      try db.execute(sql: "DROP TRIGGER target_is_not_changed")
      try db.execute(sql: "UPDATE target SET forced = ? WHERE id = ?", arguments: [forced, id])
    }
    let error = #expect(throws: LogError.self) { try log.target(id: id) }
    #expect(error?.code == .damaged)
  }

  @Test("has a prior, of which the first one counts", arguments: PriorRecord.Source.allCases)
  func prior(source: PriorRecord.Source) throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    #expect(try log.prior(ofTarget: sample.target) == nil)
    let prior = PriorRecord(probabilities: [0.125, 1e-30], source: source)
    try log.record(prior: prior, target: sample.target, at: Sample.time)
    try log.record(
      prior: PriorRecord(probabilities: [0.5, 0.5], source: .fill), target: sample.target,
      at: Sample.time)
    #expect(try log.prior(ofTarget: sample.target) == prior)
    let error = #expect(throws: LogError.self) {
      try log.record(prior: prior, target: 999, at: Sample.time)
    }
    #expect(error?.code == .invalid)
  }

  @Test("has a prior that is an error when it makes no sense", arguments: ["[]", "[0.5", "half"])
  func damagedPrior(probabilities: String) throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.write { db in
      try db.execute(
        sql:
          "INSERT INTO prior (target_id, probabilities, source, received_at) VALUES (?, ?, 'text', ?)",
        arguments: [sample.target, probabilities, Sample.time.logText])
    }
    let error = #expect(throws: LogError.self) { try log.prior(ofTarget: sample.target) }
    #expect(error?.code == .damaged)
  }

  @Test("counts as a request when its prior was asked without a picture, and else not")
  func requestCount() throws {
    for source in PriorRecord.Source.allCases {
      let log = try AuditLog.inMemory()
      let sample = try SampleAudit(in: log)
      try log.setTarget(sample.target, forFinding: sample.finding.id)
      let before = try log.requestCount(ofAudit: sample.audit.id).total
      try log.record(
        prior: PriorRecord(probabilities: [0.5, 0.5], source: source), target: sample.target,
        at: Sample.time)
      let added = try log.requestCount(ofAudit: sample.audit.id).total - before
      #expect(added == (source == .text ? 1 : 0))
    }
  }

  @Test("may be an answer without a label, which the log holds and finds again")
  func unlabeled() throws {
    let log = try AuditLog.inMemory()
    var probe = Sample.planted
    probe.label = nil
    let audit = try log.beginAudit(Sample.manifest(key: "a9"), probes: [probe], at: Sample.time)
    #expect(try log.probes(ofAudit: audit.id).map(\.probe) == [probe])
    let id = try #require(try log.probes(ofAudit: audit.id).first?.id)
    let early = #expect(throws: LogError.self) {
      try log.recordFinding(
        audit: audit.id, probe: id, kind: .answer, confidence: nil, replyKey: "r1")
    }
    #expect(early?.code == .invalid, "the answer is not in the log yet")
    try log.record(reply: Sample.reply(modelID: try log.modelID(of: Sample.model)))
    for _ in 0..<2 {
      let finding = try log.recordFinding(
        audit: audit.id, probe: id, kind: .answer, confidence: nil, replyKey: "r1")
      #expect(finding.kind == .answer && finding.replyKey == "r1")
    }
    let row = try #require(try log.findings(matching: FindingQuery(parsing: "kind = answer")).first)
    #expect(row.label == nil && row.said == nil)
    #expect(try log.requestCount(ofAudit: audit.id).total == 1)
  }
}
