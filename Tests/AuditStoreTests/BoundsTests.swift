import Attribution
import Foundation
import GRDB
import Imaging
import ModelAPI
import Testing

@testable import AuditStore

@Suite("What is only a bound")
struct BoundsTests {
  @Test("is named token by token, and of an older log for all", arguments: LogCase.allCases)
  func evaluations(log: LogCase) throws {
    try log.run { log in
      let sample = try SampleAudit(in: log)
      let exact = Evaluation(probabilities: [0.5, 0.25], margin: 1)
      let margin = Evaluation(probabilities: [0.5, 0.25], margin: 1, isBounded: true)
      let token = Evaluation(
        probabilities: [0.5, 0.25], margin: 1, isBounded: true, boundedTokens: [1])
      let sets = [Sample.set(0), Sample.set(1), Sample.set(2)]
      try log.record(
        evaluations: Array(zip(sets, [exact, margin, token])), target: sample.target,
        at: Sample.time)
      try log.record(
        prior: PriorRecord(probabilities: [0.5, 0.5], source: .text, boundedTokens: [0]),
        target: sample.target, at: Sample.time)
      let stored = try log.evaluations(ofTarget: sample.target)
      #expect(sets.map { stored[$0] } == [exact, margin, token])
      #expect(try log.prior(ofTarget: sample.target)?.boundedTokens == [0])
      try log.write { db in
        try db.allowChanges(of: "evaluation")
        try db.execute(sql: "UPDATE evaluation SET at_most = NULL")
      }
      let older = try log.evaluations(ofTarget: sample.target)
      #expect(sets.map { older[$0]?.boundedTokens } == [[], [0, 1], [0, 1]])
    }
  }

  @Test("is said of each share of a verdict; a log that does not say agrees with any")
  func verdicts() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let verdict = SampleAudit.verdict(probe: sample.probes[0].id)
    #expect(verdict.boundedShares == [.no] && verdict.isBounded)
    #expect(try log.verdicts(ofAudit: sample.audit.id, rule: "pope") == [verdict])
    var other = verdict
    other.boundedShares = [.yes]
    #expect(throws: LogError.self) { try log.record(verdict: other) }
    try log.write { db in
      try db.allowChanges(of: "verdict")
      try db.execute(sql: "UPDATE verdict SET at_most = NULL")
    }
    let older = try log.verdicts(ofAudit: sample.audit.id, rule: "pope")
    #expect(older.first?.boundedShares == Set(VerdictRecord.Share.allCases))
    try log.record(verdict: other)
  }

  @Test("is a field of the findings: the confidence, the curves, both, or missing")
  func view() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.write {
      try $0.allowChanges(of: "audit")
      try $0.execute(sql: #"UPDATE audit SET settings = '{"rule":"pope"}'"#)
    }
    func bounds() throws -> String? {
      // Nothing of the log's own changes a verdict.
      _ = try log.rebuildFindingRows()
      return try #require(try log.findings(matching: FindingQuery()).first).bounds
    }
    // The server listed no spelling of no, and the model said yes.
    #expect(try bounds() == nil)
    try log.write { db in
      try db.allowChanges(of: "verdict")
      try db.execute(sql: #"UPDATE verdict SET at_most = '["no","yes"]'"#)
    }
    #expect(try bounds() == "confidence")
    try log.setTarget(sample.target, forFinding: sample.finding.id)
    try log.record(explanation: Sample.explanation(finding: sample.finding.id))
    #expect(try bounds() == "confidence")
    try log.record(
      evaluations: [
        (
          Sample.set(0),
          Evaluation(probabilities: [0.5, 0.1], margin: 1, isBounded: true, boundedTokens: [0])
        )
      ], target: sample.target, at: Sample.time)
    #expect(try bounds() == "confidence, curves")
    try log.write { db in
      try db.allowChanges(of: "verdict")
      try db.execute(sql: "UPDATE verdict SET is_bounded = 0, at_most = NULL")
    }
    #expect(try bounds() == "curves")
    #expect(
      try log.findings(matching: FindingQuery(parsing: "bounds is missing")).isEmpty
        && log.findings(matching: FindingQuery(parsing: "bounds ~ curves")).count == 1)
    try log.write { db in
      try db.allowChanges(of: "verdict")
      try db.execute(sql: "UPDATE verdict SET is_bounded = 1")
    }
    #expect(try bounds() == "confidence, curves", "an older log does not say which")
  }

  @Test("is said of a margin on each line of a certificate")
  func certificates() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.setTarget(sample.target, forFinding: sample.finding.id)
    try log.record(
      evaluations: [
        (Sample.set(1), Evaluation(probabilities: [0.5, 0.1], margin: -2.5, isBounded: true))
      ], target: sample.target, at: Sample.time)
    try log.record(trigger: Sample.trigger(finding: sample.finding.id, replyKey: "r1"))
    let lines = try #require(try log.triggers(ofFinding: sample.finding.id).first).trigger
      .certificate
    #expect(lines.map(\.isBounded) == [true, false, false])
  }
}

@Suite("What a log knows of a model")
struct ExperienceTests {
  @Test("is how often it erred, and what each explanation cost")
  func experience() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let settings = #"{"regionCount":64,"rule":"pope","search":"greedy"}"#
    try log.write { db in
      try db.allowChanges(of: "audit")
      try db.execute(sql: "UPDATE audit SET settings = ?", arguments: [settings])
    }
    var known = try log.experience(of: Sample.model, explainedAs: settings)
    #expect(known.judged == 1 && known.falsePositives == 1)
    #expect(known.falseNegatives == 0 && known.requestsPerFinding.isEmpty)
    try log.setTarget(sample.target, forFinding: sample.finding.id)
    try log.record(
      evaluations: [
        (Sample.set(0), Evaluation(probabilities: [0.5, 0.1], margin: 1)),
        (Sample.set(1), Evaluation(probabilities: [0.5, 0.1], margin: 1)),
      ], target: sample.target, at: Sample.time)
    try log.record(repeated: 1, number: 0, target: sample.target, at: Sample.time)
    try log.record(
      prior: PriorRecord(probabilities: [0.5, 0.5], source: .text), target: sample.target,
      at: Sample.time)
    try log.record(trigger: Sample.trigger(finding: sample.finding.id, replyKey: "r1"))
    try log.setState(.explained, problem: nil, forFinding: sample.finding.id)
    known = try log.experience(of: Sample.model, explainedAs: settings)
    // Two evaluations, one repeat, one prior, one reply that verifies.
    #expect(known.requestsPerFinding == [5])
    let others = settings.replacing("64", with: "32")
    #expect(try log.experience(of: Sample.model, explainedAs: others).requestsPerFinding.isEmpty)
    var stranger = Sample.model
    stranger.fingerprint = "else"
    #expect(try log.experience(of: stranger, explainedAs: settings).judged == 0)
    #expect(try log.models(named: Sample.model.name) == [Sample.model])
    #expect(try log.models(named: "nobody").isEmpty)
  }
}
