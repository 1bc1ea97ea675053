import Attribution
import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@Suite("An audit on a server that lists two tokens")
struct BoundsTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  /// The evaluations of the first finding, the empty picture's and the whole one's.
  private func evaluations(
    _ result: AuditResult
  ) throws -> (
    finding: FindingRecord, empty: Evaluation, whole: Evaluation, all: [RegionSet: Evaluation]
  ) {
    let finding = try #require(try log.findings(ofAudit: result.auditID).first)
    let id = try #require(finding.targetID)
    let all = try log.evaluations(ofTarget: id)
    let count = try #require(all.keys.first).regionCount
    return (
      finding, try #require(all[RegionSet(regionCount: count)]),
      try #require(all[RegionSet.all(regionCount: count)]), all
    )
  }

  @Test("records a probability that was not listed as a bound, one that was as exact")
  func evaluationsAreBounds() async throws {
    let result = try await runAudit(log, BoundedModel.scripted())
    #expect(result.failures == 0)
    let (finding, empty, whole, all) = try evaluations(result)
    #expect(finding.state == .explained)
    #expect(whole.boundedTokens.isEmpty && abs(whole.probabilities[0] - 0.7) < 0.01)
    // No spelling of yes is listed without the block: at most what the two leave of one.
    #expect(empty.boundedTokens == [0] && empty.isBounded)
    #expect(abs(empty.probabilities[0] - 0.2) < 0.01)
    let trueYes =
      0.7
      * PlantedScene.yesProbability(
        ModelRequest(image: nil, prompt: "Is there a spoon in the image?"))
    #expect(empty.probabilities[0] > trueYes, "the bound lies above the truth")
    for evaluation in all.values where evaluation.boundedTokens == [0] {
      #expect(evaluation.margin <= 0, "what is not listed does not lead")
    }
    let explanation = try #require(try log.explanation(ofFinding: finding.id)).explanation
    let bounds = explanation.bounds(in: all)
    #expect(bounds.insertion.first == true && bounds.insertion.last == false)
    #expect(bounds.deletion.first == false && bounds.deletion.last == true)
    #expect(bounds.insertionIsBounded && bounds.areDifferencesBounded)
    let targetID = try #require(finding.targetID)
    #expect(try log.prior(ofTarget: targetID)?.boundedTokens == [0])
  }

  @Test(
    "says of each share of a verdict whether it is one, and of a finding's confidence in the query")
  func verdicts() async throws {
    let result = try await runAudit(log, BoundedModel.scripted())
    let verdicts = try log.verdicts(ofAudit: result.auditID, rule: "hallux")
    let yes = try #require(verdicts.first { $0.answer == .yes })
    #expect(yes.boundedShares == [.no] && yes.isBounded)
    let no = try #require(verdicts.first { $0.answer == .no })
    #expect(no.boundedShares == [.yes])
    let row = try #require(try log.findings(matching: FindingQuery()).first)
    #expect(row.bounds == "curves" && !row.isConfidenceBounded)
    let trigger = try #require(try log.triggers(ofFinding: row.id).first).trigger
    #expect(trigger.certificate.first?.isBounded == true)
  }

  @Test(
    "decides nothing where a bound leaves the sign open",
    arguments: [
      // What is listed, and what the margin of yes can be: ten spellings of no may add up to the rest.
      (["The": 0.5, "Yes": 0.1], 0.0), (["The": 0.5, "No": 0.1], 0.0),
      (["The": 0.5, "A": 0.3], 0.0),
      (["Yes": 0.8, "The": 0.1], 0.8), (["No": 0.8, "The": 0.1], 0.8),
    ])
  func openSign(listed: [String: Double], largest: Double) async throws {
    // The whole image says yes for sure; every other one what is listed.
    let model = ScriptedModel(capabilities: BoundedModel.listsTwo) { request, _ in
      let isWhole =
        PlantedScene.visibleCause(request.image) == 1 && request.prompt.contains("spoon")
      return ModelReply(oneTokenOf: isWhole ? ["Yes": 0.9, "No": 0.1] : listed)
    }
    let result = try await runAudit(log, model, probes: Array(PlantedScene.probes.prefix(1)))
    let (_, empty, _, _) = try evaluations(result)
    #expect(empty.isBounded)
    if largest == 0 {
      #expect(empty.margin == 0)
    } else {
      // At least, or at most, what is listed over what is not.
      #expect(abs(abs(empty.margin) - Foundation.log(largest / 0.1)) < 0.01)
      #expect((empty.margin > 0) == (listed["Yes"] != nil))
    }
  }

  @Test("counts in its evaluation the findings whose numbers rest on bounds")
  func evaluation() async throws {
    let result = try await runAudit(log, BoundedModel.scripted())
    let figures = try ExplanationFigures.all(ofAudit: result.auditID, in: log)
    #expect(figures.count == 2)
    for figure in figures { #expect(figure.bounds.insertionIsBounded && figure.isPriorBounded) }
    #expect(EvaluationTable.tables(figures, seed: 1).map(\.boundedCount) == [2])
    let exact = try AuditLog.inMemory()
    let other = try await runAudit(
      exact, ScriptedModel(yesProbability: PlantedScene.yesProbability))
    let sure = try ExplanationFigures.all(ofAudit: other.auditID, in: exact)
    #expect(EvaluationTable.tables(sure, seed: 1).map(\.boundedCount) == [0])
  }

  @Test("on a server whose lists are processed calls nothing exact, and forces nothing")
  func processed() async throws {
    var able = BoundedModel.listsTwo
    able.givesRawLogProbabilities = false
    let model = BoundedModel.scripted(able)
    let result = try await runAudit(log, model)
    #expect(model.requests.allSatisfy { $0.forcedTokens.isEmpty })
    for verdict in try log.verdicts(ofAudit: result.auditID, rule: "hallux") {
      #expect(verdict.boundedShares == Set(VerdictRecord.Share.allCases))
    }
    let (_, _, _, all) = try evaluations(result)
    #expect(all.values.allSatisfy { $0.isBounded && $0.boundedTokens == [0] })
    #expect(
      try log.findings(matching: FindingQuery()).allSatisfy { $0.bounds == "confidence, curves" })
  }

  @Test("records the report that it relied on")
  func serverReport() async throws {
    let stored = try log.record(
      serverReport: ServerReport(),
      key: PlantedScene.identity.serverReportKey(examination: "e"), model: PlantedScene.identity,
      at: PlantedScene.time)
    let settings = PlantedScene.settings
    let run = try AuditRun(
      model: BoundedModel.scripted(), log: log,
      manifest: AuditManifest(
        model: PlantedScene.identity, probeSet: "planted", probes: PlantedScene.probes,
        settings: settings, version: "test"),
      settings: settings, rule: ParseRules.hallux, search: SingleRoundSearch(), maxInFlight: 4,
      stop: StopSignal(), serverReport: stored.id, now: { PlantedScene.time }, observe: { _ in })
    let result = try await run.run(PlantedScene.probes) { name in PlantedScene.image(named: name) }
    let audit = try #require(try log.audit(id: result.auditID))
    #expect(audit.serverReportID == stored.id)
    #expect(
      try AuditSummary(audit, rule: "hallux", log: log, seed: 1).serverReport == stored)
    // The same command without a report keeps it.
    _ = try await runAudit(log, BoundedModel.scripted())
    #expect(try log.audit(id: result.auditID)?.serverReportID == stored.id)
  }

  @Test("names reports by model, weights and set of checks")
  func reportKeys() {
    let keys = [
      PlantedScene.identity.serverReportKey(examination: "a"),
      PlantedScene.identity.serverReportKey(examination: "b"),
      ModelIdentity(name: "scripted", fingerprint: "2").serverReportKey(examination: "a"),
      ModelIdentity(name: "scripted2", fingerprint: "1").serverReportKey(examination: "a"),
    ]
    #expect(Set(keys).count == 4)
  }
}
