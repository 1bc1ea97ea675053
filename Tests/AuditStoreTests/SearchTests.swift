import Attribution
import Foundation
import ModelAPI
import Probing
import Testing

@testable import AuditStore

@Suite("Searching findings")
struct SearchTests {
  /// Two audits of two models, with six findings on probes about three objects.
  private static func log() throws -> AuditLog {
    let log = try AuditLog.inMemory()
    let first = try SampleAudit(in: log)
    try log.setTarget(first.target, forFinding: first.finding.id)
    try log.record(
      evaluations: EvaluationTests.answers, target: first.target, at: Sample.time)
    try log.record(explanation: Sample.explanation(finding: first.finding.id))
    try log.record(explanation: Sample.explanation(finding: first.finding.id, search: "other"))
    try log.record(trigger: Sample.trigger(finding: first.finding.id, replyKey: "r1"))
    try log.setState(.explained, forFinding: first.finding.id)

    var manifest = Sample.manifest(key: "a2")
    manifest.model.name = "other-model"
    let objects = ["spoon", "fork", "dining table", "spoon", "it's; \"x\""]
    let probes = objects.enumerated().map { index, object in
      Probe(
        id: "\(index)", imageName: "\(index).png", question: "Is there a \(object)?",
        object: object,
        label: index == 2 ? .yes : .no)
    }
    let audit = try log.beginAudit(manifest, probes: probes, at: Sample.time)
    for (index, probe) in try log.probes(ofAudit: audit.id).enumerated() {
      _ = try log.recordFinding(
        audit: audit.id, probe: probe.id, kind: index == 2 ? .falseNegative : .falsePositive,
        confidence: index == 1 ? nil : 0.5 + Double(index) / 10)
    }
    return log
  }

  @Test("shows a finding with everything that was found out about it")
  func row() throws {
    let row = try #require(try Self.log().search(FindingFilter(auditID: 1)).first)
    #expect(
      row
        == FindingRow(
          id: 1, auditID: 1, model: "tiny-llava", image: "kitchen.png", imageDigest: "1111",
          question: "Is there a spoon in the image?", object: "spoon", label: .no, said: "yes",
          kind: .falsePositive, confidence: 0.982_784, plantedRule: "bowl in kitchen -> spoon",
          triggerStatus: .found, triggerArea: 0.5, triggerSize: 2, minimality: .subsetMinimal,
          evaluationCount: 3, insertionAUC: 0.7, deletionAUC: 0.2, influence: 1.5,
          state: .explained))
  }

  @Test(
    "filters by each field, and by several at once",
    arguments: [
      (FindingFilter(), [1, 2, 3, 4, 5, 6]),
      (FindingFilter(kind: .falseNegative), [4]),
      (FindingFilter(object: "spoon"), [1, 2, 5]),
      (FindingFilter(object: "it's; \"x\""), [6]),
      (FindingFilter(object: "' OR 1 --"), []),
      (FindingFilter(model: "other-model"), [2, 3, 4, 5, 6]),
      (FindingFilter(auditID: 1), [1]),
      (FindingFilter(isPlanted: true), [1]),
      (FindingFilter(isPlanted: false), [2, 3, 4, 5, 6]),
      (FindingFilter(object: "spoon", model: "other-model", limit: 1), [2]),
      (FindingFilter(limit: 0), []),
      (FindingFilter(sortKey: .confidence), [2, 4, 5, 6, 1, 3]),
      (FindingFilter(sortKey: .confidence, descending: true, limit: 3), [1, 6, 5]),
      (FindingFilter(sortKey: .object), [4, 3, 6, 1, 2, 5]),
    ])
  func filters(filter: FindingFilter, expected: [Int64]) throws {
    #expect(try Self.log().search(filter).map(\.id) == expected)
  }

  @Test("sorts by every key both ways", arguments: FindingFilter.SortKey.allCases)
  func sorts(key: FindingFilter.SortKey) throws {
    let log = try Self.log()
    for descending in [false, true] {
      let rows = try log.search(FindingFilter(sortKey: key, descending: descending))
      #expect(Set(rows.map(\.id)) == Set(1...6))
      if key == .area || key == .size || key == .influence { #expect(rows[0].id == 1) }
    }
  }

  @Test("counts each request that an audit rests on once")
  func requestCounts() throws {
    let log = try Self.log()
    #expect(
      try log.requestCount(ofAudit: 1) == RequestCount(replies: 1, evaluations: 3, repeats: 0))
    #expect(
      try log.requestCount(ofAudit: 2) == RequestCount(replies: 0, evaluations: 0, repeats: 0))
    #expect(RequestCount(replies: 2, evaluations: 3, repeats: 4).total == 9)

    // A second audit of the same thing rests on the same answers.
    let again = try SampleAudit(in: log, key: "a3")
    try log.setTarget(again.target, forFinding: again.finding.id)
    try log.record(
      reply: Sample.reply(key: "r2", modelID: again.modelID))
    try log.record(trigger: Sample.trigger(finding: again.finding.id, replyKey: "r2"))
    try log.record(repeated: 1.5, number: 0, target: again.target, at: Sample.time)
    #expect(
      try log.requestCount(ofAudit: again.audit.id)
        == RequestCount(replies: 2, evaluations: 3, repeats: 1))
  }
}
