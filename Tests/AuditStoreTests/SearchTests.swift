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
    let row = try #require(
      try Self.log().findings(matching: FindingQuery(parsing: "audit = 1")).first)
    #expect(
      row
        == FindingRow(
          id: 1, auditID: 1, model: "tiny-llava", image: "kitchen.png",
          imageDigest: Sample.image.digest,
          question: "Is there a spoon in the image?", object: "spoon", label: .no, said: "yes",
          kind: .falsePositive, level: .firstToken, confidence: 0.982_784,
          plantedRule: "bowl in kitchen -> spoon",
          triggerStatus: .found, triggerArea: 0.5, triggerSize: 2, minimality: .subsetMinimal,
          evaluationCount: 3, insertionAUC: 0.7, deletionAUC: 0.2, influence: 1.5,
          state: .explained))
  }

  @Test(
    "filters by each field, and by several at once",
    arguments: [
      ("", [1, 2, 3, 4, 5, 6]),
      ("kind = false-negative", [4]),
      ("object = spoon", [1, 2, 5]),
      (#"object = "it's; \"x\"""#, [6]),
      (#"object = "' OR 1 --""#, []),
      ("model = other-model", [2, 3, 4, 5, 6]),
      ("audit = 1", [1]),
      ("planted is not missing", [1]),
      ("planted is missing", [2, 3, 4, 5, 6]),
      ("object = spoon and model = other-model limit 1", [2]),
      ("limit 0", []),
      ("limit 2 offset 3", [4, 5]),
      ("order by confidence", [2, 4, 5, 6, 1, 3]),
      ("order by confidence desc limit 3", [1, 6, 5]),
      ("order by object", [4, 3, 6, 1, 2, 5]),
      ("order by object desc, finding desc", [5, 2, 1, 6, 3, 4]),
      ("confidence < 70 % or confidence >= 0.9", [1, 2, 6]),
      ("not (confidence < 70 %)", [1, 3, 4, 5, 6]),
      ("confidence != 50 %", [1, 4, 5, 6]),
      ("object in (fork, 'dining table')", [3, 4]),
      ("object not in (spoon)", [3, 4, 6]),
      ("object ~ OO", [1, 2, 5]),
      ("object !~ oo and image ~ PNG", [3, 4, 6]),
      ("size = 2 and area = 50% and influence > 1.25", [1]),
    ])
  func filters(text: String, expected: [Int64]) throws {
    let query = try FindingQuery(parsing: text)
    #expect(try Self.log().findings(matching: query).map(\.id) == expected)
    #expect(
      try Self.log().counts(matching: query, by: [])
        == [FindingCount(values: [], count: expected.count)])
  }

  @Test("sorts by every field both ways", arguments: FindingField.allCases)
  func sorts(field: FindingField) throws {
    let log = try Self.log()
    for isDescending in [false, true] {
      let query = FindingQuery(order: [.init(by: field, isDescending: isDescending)])
      let rows = try log.findings(matching: query)
      #expect(Set(rows.map(\.id)) == Set(1...6))
      if [.area, .size, .influence].contains(field) { #expect(rows[0].id == 1) }
    }
  }

  @Test("counts by fields, the most frequent first")
  func counts() throws {
    let log = try Self.log()
    #expect(
      try log.counts(matching: FindingQuery(parsing: "audit = 2"), by: [.object, .kind]) == [
        FindingCount(values: [.text("spoon"), .text("false-positive")], count: 2),
        FindingCount(values: [.text("dining table"), .text("false-negative")], count: 1),
        FindingCount(values: [.text("fork"), .text("false-positive")], count: 1),
        FindingCount(values: [.text("it's; \"x\""), .text("false-positive")], count: 1),
      ])
    #expect(
      try log.counts(matching: FindingQuery(), by: [.size]) == [
        FindingCount(values: [nil], count: 5), FindingCount(values: [.number(2)], count: 1),
      ])
    // Only what is listed counts.
    #expect(
      try log.counts(
        matching: FindingQuery(parsing: "order by confidence desc limit 3"), by: [.object]) == [
          FindingCount(values: [.text("spoon")], count: 2),
          FindingCount(values: [.text("it's; \"x\"")], count: 1),
        ])
    #expect(
      try log.counts(matching: FindingQuery(parsing: "audit = 9"), by: [.object, .kind]) == [])
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
