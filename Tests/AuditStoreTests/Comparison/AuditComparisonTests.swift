import Attribution
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@testable import AuditStore

/// Two audits of a small probe set in logs of their own, or in one.
private struct TwoAudits {
  static let rule = "pope"
  static let labels: [Answer] = [.no, .no, .yes, .yes, .no, .yes]

  static func probes(_ labels: [Answer] = labels) -> [Probe] {
    labels.enumerated().map { index, label in
      Probe(
        id: "\(index)", imageName: "\(index / 2).png", question: "Is there a \(index)?",
        object: "\(index)", label: label, splits: [index < 4 ? "random" : "popular"])
    }
  }

  /// Records an audit with these answers; nil answers cannot be read.
  @discardableResult
  static func record(
    _ answers: [Answer?], key: String, in log: AuditLog, probes: [Probe] = probes(),
    digests: Bool = true
  ) throws -> AuditRecord {
    let audit = try log.beginAudit(Sample.manifest(key: key), probes: probes, at: Sample.time)
    let modelID = try log.modelID(of: Sample.model)
    try log.record(image: Sample.image)
    try log.record(labelMap: Sample.labelMap, digest: "2222", method: "grid/2")
    try log.record(reply: Sample.reply(modelID: modelID))
    for (probe, answer) in zip(try log.probes(ofAudit: audit.id), answers) {
      if digests, probe.position < 2 { try log.setImage(Sample.image.digest, forProbe: probe.id) }
      guard let label = probe.probe.label else { continue }
      let outcome = Outcome(answer: answer, label: label)
      try log.record(
        verdict: VerdictRecord(
          probeID: probe.id, rule: rule, replyKey: "r1", answer: answer, outcome: outcome,
          pYes: nil, pNo: nil, pOther: nil))
      if let kind = FindingKind(outcome) {
        _ = try log.recordFinding(audit: audit.id, probe: probe.id, kind: kind, confidence: nil)
      }
    }
    try log.finishAudit(audit.id, state: .finished, at: Sample.time)
    return audit
  }

  static func explain(_ finding: Int64, by regions: RegionSet, in log: AuditLog) throws {
    let target = try log.targetID(of: Sample.target(modelID: try log.modelID(of: Sample.model)))
    try log.setTarget(target, forFinding: finding)
    var trigger = Sample.trigger(finding: finding)
    trigger.trigger = Trigger(
      side: .necessary, status: .found, regions: regions, minimality: .unproven, certificate: [],
      start: "s", evaluationCount: 1)
    try log.record(trigger: trigger)
  }
}

@Suite("Two audits compared")
struct AuditComparisonTests {
  private func compare(
    _ before: (AuditRecord, AuditLog), _ after: (AuditRecord, AuditLog)
  ) throws -> AuditComparison {
    try AuditComparison(
      (audit: before.0, log: before.1), (audit: after.0, log: after.1), rule: TwoAudits.rule,
      seed: 7)
  }

  @Test("on the same responses: no flip, p = 1, nothing new, nothing gone, no trigger moved")
  func same() throws {
    let log = try AuditLog.inMemory()
    let answers: [Answer?] = [.yes, .no, .yes, .no, nil, .yes]
    let first = try TwoAudits.record(answers, key: "a1", in: log)
    let second = try TwoAudits.record(answers, key: "a2", in: log)
    for audit in [first, second] {
      let finding = try #require(try log.findings(ofAudit: audit.id).first)
      try TwoAudits.explain(finding.id, by: Sample.set(0, 2), in: log)
    }
    let comparison = try compare((first, log), (second, log))
    #expect(comparison.pairing.pairs.count == 6 && comparison.summary.pooled.count == 6)
    #expect(comparison.summary.pooled.flips == FlipCounts([]))
    #expect(comparison.summary.pooled.flips.correctnessTest.exact == 1)
    #expect(comparison.summary.pooled.differences.allSatisfy { $0.change?.value ?? 0 == 0 })
    #expect(comparison.newFindings.isEmpty && comparison.vanishedFindings.isEmpty)
    #expect(comparison.lastingFindings == 2 && comparison.changes.isEmpty)
    #expect(comparison.triggers.map(\.overlap) == [1] && !comparison.triggers[0].isMoved)
    #expect(comparison.adjudicated == nil && comparison.choices == nil)
  }

  @Test("of two logs: flips, findings and triggers by the numbers of each log")
  func different() throws {
    let (one, two) = (try AuditLog.inMemory(), try AuditLog.inMemory())
    try TwoAudits.record([.no, .no, .yes, .yes, .no, .yes], key: "other", in: two)
    let first = try TwoAudits.record([.yes, .no, .yes, .no, .yes, nil], key: "a1", in: one)
    let second = try TwoAudits.record(
      [.yes, .yes, .no, .yes, .no, .yes], key: "a2", in: two, digests: false)
    let findings = (try one.findings(ofAudit: first.id), try two.findings(ofAudit: second.id))
    try TwoAudits.explain(findings.0[0].id, by: Sample.set(0), in: one)
    try TwoAudits.explain(findings.1[0].id, by: Sample.set(0, 2), in: two)
    let comparison = try compare((first, one), (second, two))
    let flips = comparison.summary.pooled.flips
    #expect(comparison.pairing.pairs.allSatisfy { $0.evidence == .name })
    #expect(flips.rightToWrong == 2 && flips.wrongToRight == 3)
    #expect(flips.yesToNo == 2 && flips.noToYes == 2 && flips.fromUnparsable == 1)
    #expect(flips.newFalseYes == 1 && flips.vanishedFalseYes == 1)
    #expect(comparison.newFindings.map(\.finding) == [findings.1[1].id, findings.1[2].id])
    #expect(comparison.newFindings.map(\.kind) == [.falsePositive, .falseNegative])
    #expect(comparison.vanishedFindings.map(\.finding) == [findings.0[1].id, findings.0[2].id])
    #expect(comparison.lastingFindings == 1 && comparison.changes.count == 5)
    #expect(comparison.changes[0].findingAfter == findings.1[1].id)
    #expect(comparison.changes[0].findingBefore == nil)
    // Regions 0 and 2 of the sample have two pixels each.
    #expect(comparison.triggers.map(\.overlap) == [0.5])
    #expect(comparison.triggers[0].before.area == 0.25 && comparison.triggers[0].after.area == 0.5)
    #expect(comparison.summary.splits.map(\.comparison.count) == [4, 2])
  }

  @Test("leaves out what only one has, and what nobody answered, and says how much")
  func unmatched() throws {
    let log = try AuditLog.inMemory()
    let first = try TwoAudits.record(
      [.no, .no], key: "a1", in: log, probes: Array(TwoAudits.probes().prefix(3)))
    var relabeled = TwoAudits.probes()
    relabeled[1].label = .yes
    let second = try TwoAudits.record(
      [.no, .no, .yes, .yes, .yes, .yes], key: "a2", in: log, probes: relabeled)
    let comparison = try compare((first, log), (second, log))
    #expect(comparison.pairing.pairs.count == 2 && comparison.summary.pooled.count == 1)
    #expect(comparison.pairing.unmatchedBefore == 1 && comparison.pairing.unmatchedAfter == 4)
    #expect(comparison.pairing.relabeled == 1 && comparison.unanswered == 1)
  }

  @Test("under people's judgments of either log: a wrong label is flipped on both sides")
  func adjudicated() throws {
    let (one, two) = (try AuditLog.inMemory(), try AuditLog.inMemory())
    let first = try TwoAudits.record([.yes, .no, .yes, .no, .yes, .yes], key: "a1", in: one)
    let second = try TwoAudits.record([.no, .no, .yes, .yes, .yes, .yes], key: "a2", in: two)
    func say(_ judgment: LabelJudgment, _ position: Int, by author: String, in log: AuditLog) throws
    {
      let audit = log === one ? first.id : second.id
      let probe = try log.probes(ofAudit: audit)[position]
      try log.record(
        adjudications: [
          Adjudication(
            probeID: probe.id, findingID: nil, judgment: judgment, reason: "r", author: author)
        ], at: Sample.time)
    }
    try say(.labelWrong, 0, by: "A", in: one)
    try say(.ambiguous, 4, by: "A", in: two)
    try say(.confirmed, 3, by: "A", in: one)
    try say(.ambiguous, 3, by: "B", in: two)
    let comparison = try compare((first, one), (second, two))
    let plain = comparison.summary.pooled
    #expect(plain.count == 6 && plain.flips.rightToWrong == 0 && plain.flips.wrongToRight == 2)
    let adjudicated = try #require(comparison.adjudicated)
    #expect(adjudicated.tally.labelWrong == 1 && adjudicated.tally.ambiguous == 1)
    #expect(adjudicated.tally.disputed == 1 && adjudicated.tally.confirmed == 0)
    let pooled = adjudicated.summary.pooled
    #expect(pooled.count == 4 && pooled.flips.rightToWrong == 1 && pooled.flips.wrongToRight == 0)
    #expect(pooled[.accuracy]?.before == 1 && pooled[.accuracy]?.after == 0.75)
  }

  @Test("has the accuracy of multiple choice by itself")
  func choices() throws {
    let log = try AuditLog.inMemory()
    let probes = (0..<4).map { index in
      Probe(
        id: "\(index)", imageName: "\(index).png", question: "Which?", object: nil, label: nil,
        choices: Choices(options: ["left", "right"], correct: 0))
    }
    func record(_ chosen: [Int?], key: String) throws -> AuditRecord {
      let audit = try TwoAudits.record([nil, nil, nil, nil], key: key, in: log, probes: probes)
      for (probe, chosen) in zip(try log.probes(ofAudit: audit.id), chosen) {
        try log.record(
          choiceVerdict: ChoiceVerdictRecord(
            probeID: probe.id, replyKey: "r1", chosen: chosen, isCorrect: chosen == 0))
      }
      return audit
    }
    let comparison = try compare(
      (try record([0, 0, 1, nil], key: "a1"), log), (try record([0, 1, 0, 0], key: "a2"), log))
    let choices = try #require(comparison.choices)
    #expect(choices.count == 4 && choices.rightToWrong == 1 && choices.wrongToRight == 2)
    #expect(choices.accuracyBefore == 0.5 && choices.accuracyAfter == 0.75)
    #expect(choices.change?.value == 0.25 && choices.change?.interval != nil)
    #expect(choices.correctnessTest.exact == 1 && comparison.summary.pooled.count == 0)
  }
}
