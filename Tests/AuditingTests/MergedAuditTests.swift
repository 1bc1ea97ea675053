import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing
import Testing

@Suite("Merged shares of an audit")
struct MergedAuditTests {
  /// The log of each of eight shares, each asked by itself, and that of the audit undisturbed.
  private static func logs() async throws -> (shares: [AuditLog], whole: AuditLog) {
    var shares: [AuditLog] = []
    for number in 1...8 {
      // Each machine has its own clock.
      let log = try AuditLog.inMemory(
        clock: { PlantedScene.time.addingTimeInterval(Double(number)) })
      _ = try await runAudit(
        log, ScriptedModel(yesProbability: PlantedScene.yesProbability),
        probes: ShardTests.probes, share: ProbeShare(number, of: 8))
      shares.append(log)
    }
    let whole = try AuditLog.inMemory()
    _ = try await runAudit(
      whole, ScriptedModel(yesProbability: PlantedScene.yesProbability), probes: ShardTests.probes)
    return (shares, whole)
  }

  @Test("are the audit that nobody divided, in any order, twice")
  func eightShares() async throws {
    let (shares, whole) = try await Self.logs()
    let expected = try WholeAudit(whole)
    #expect(expected.findings.count == 12 && expected.state == .finished)
    var generator = SplitMix64(seed: 5)
    for _ in 0..<4 {
      var order = Array(shares.indices)
      for index in order.indices.dropLast() {
        order.swapAt(index, index + generator.index(below: order.count - index))
      }
      let merged = try AuditLog.inMemory()
      for (place, index) in order.enumerated() {
        let result = try merged.merge(shares[index], named: "\(index).sqlite")
        #expect(!result.wasMerged && result.addedCount > 0)
        let state = try merged.audits().map(\.state)
        #expect(state == [place == order.count - 1 ? .finished : .interrupted])
      }
      #expect(try WholeAudit(merged) == expected, "order \(order), seed 5")
      let head = try merged.head()
      for index in order.reversed() {
        #expect(try merged.merge(shares[index], named: "again").wasMerged)
      }
      #expect(try merged.head() == head)
      var problems: [LogProblem] = []
      let verified = try merged.verify { problems.append($0) }
      #expect(problems.isEmpty && verified.mergedLogCount == 8)
      // The audit goes on, or is asked again, as if nobody had divided it: nothing is left to ask.
      let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
      _ = try await runAudit(merged, model, probes: ShardTests.probes)
      #expect(model.requestCount == 0)
      #expect(try WholeAudit(merged) == expected)
    }
  }

  @Test(
    "are the same when they were merged in groups before, or merged once more when they had grown")
  func groups() async throws {
    let (shares, whole) = try await Self.logs()
    let expected = try WholeAudit(whole)
    let (left, right, all) = (
      try AuditLog.inMemory(), try AuditLog.inMemory(), try AuditLog.inMemory()
    )
    for log in shares[..<5] { _ = try left.merge(log, named: "left") }
    for log in shares[3...] { _ = try right.merge(log, named: "right") }
    _ = try all.merge(left, named: "l")
    #expect(try all.merge(shares[2], named: "2").wasMerged)
    _ = try all.merge(right, named: "r")
    #expect(try WholeAudit(all) == expected)
    let verified = try all.verify { _ in }
    #expect(verified.isIntact && verified.mergedLogCount == 10)

    let (grown, target) = (try AuditLog.inMemory(), try AuditLog.inMemory())
    let stop = StopSignal()
    _ = try await runAudit(
      grown, plantedModel(before: 60) { () throws(ModelError) in stop.request() },
      probes: ShardTests.probes, stop: stop)
    _ = try target.merge(grown, named: "grown")
    #expect(try target.audits().map(\.state) == [.interrupted])
    _ = try await runAudit(
      grown, ScriptedModel(yesProbability: PlantedScene.yesProbability), probes: ShardTests.probes)
    _ = try target.merge(grown, named: "grown")
    #expect(try WholeAudit(target) == expected)
    #expect(try target.verify { _ in }.isIntact)
  }
}

/// All that an audit says, without the numbers that a log gives to rows and without what the clock said.
struct WholeAudit: Equatable {
  var key: String
  var state: AuditRecord.State
  var probes: [String]
  var verdicts: [[VerdictRecord]]
  var findings: [String]
  var explanations: [String]
  var triggers: [String]
  var queried: [String]
  var requests: RequestCount
  var summary: ProbeSummary

  init(_ log: AuditLog) throws {
    let audits = try log.audits()
    try #require(audits.count == 1)
    let audit = audits[0]
    key = audit.manifest.key
    state = audit.state
    let records = try log.probes(ofAudit: audit.id)
    probes = records.map {
      "\($0.position) \($0.probe) \($0.imageDigest ?? "") \($0.problem ?? "")"
    }
    let positions = Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0.position) })
    verdicts = try ParseRules.all.map { rule in
      try log.verdicts(ofAudit: audit.id, rule: rule.name).map { verdict in
        var same = verdict
        same.probeID = Int64(positions[verdict.probeID] ?? -1)
        return same
      }
    }
    let found = try log.findings(ofAudit: audit.id)
    findings = try found.map { finding in
      let target = try finding.targetID.flatMap { try log.target(id: $0)?.key }
      return "\(positions[finding.probeID] ?? -1) \(finding.kind) \(finding.confidence ?? -1) "
        + "\(finding.state) \(finding.problem ?? "") \(target ?? "")"
    }
    explanations = try found.map { try "\(log.explanations(ofFinding: $0.id).map(\.explanation))" }
    triggers = try found.flatMap { try log.triggers(ofFinding: $0.id) }.map {
      "\($0.trigger) \($0.area) \($0.certificateVerifications)"
    }
    queried = try log.findings(matching: FindingQuery()).map {
      "\($0.image) \($0.question) \($0.kind) \($0.said ?? "") \($0.triggerArea ?? -1) \($0.evaluationCount)"
    }.sorted()
    requests = try log.requestCount(ofAudit: audit.id)
    summary = try AuditSummary(audit, rule: "hallux", log: log, seed: 1).metrics
  }
}
