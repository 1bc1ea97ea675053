import Attribution
import AuditStore
import Auditing
import ModelAPI
import Probing
import Testing

@Suite("The summary of an audit")
struct AuditSummaryTests {
  @Test("counts what the log holds")
  func counts() async throws {
    let log = try AuditLog.inMemory()
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    let result = try await runAudit(log, model)
    let audit = try #require(try log.audit(id: result.auditID))
    let summary = try AuditSummary(audit, rule: "hallux", log: log, seed: 1)
    #expect(summary.metrics.pooled.table.falsePositives == 2)
    #expect(summary.metrics.pooled.table.trueNegatives == 2)
    #expect(summary.metrics.splits.map(\.name) == ["random"])
    #expect(summary.falsePositives == 2 && summary.falseNegatives == 0 && summary.explained == 2)
    #expect(summary.unanswered == 0)
    #expect(summary.found(.necessary).count == 2 && summary.found(.sufficient).count == 2)
    #expect(summary.requests.total == result.requestsSent)
  }

  @Test("judges again, from the log alone, as it was judged")
  func scoredAgain() async throws {
    let log = try AuditLog.inMemory()
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    let result = try await runAudit(log, model)
    let responses = try ResponseSet(ofAudit: result.auditID, in: log)
    #expect(responses.unanswered == 0 && responses.probes == PlantedScene.probes)
    for rule in ParseRules.all {
      let recorded = try log.verdicts(ofAudit: result.auditID, rule: rule.name)
      #expect(!recorded.isEmpty)
      #expect(responses.verdicts(under: rule).map(\.answer) == recorded.map(\.answer))
    }
    let score = Score(responses, under: ParseRules.hallux, labels: "given", seed: 1)
    let audit = try #require(try log.audit(id: result.auditID))
    #expect(score.summary == (try AuditSummary(audit, rule: "hallux", log: log, seed: 1).metrics))
  }

  @Test("tells audits apart by model, probes and settings, and by nothing else")
  func manifestKeys() {
    func key(
      model: ModelIdentity = PlantedScene.identity, name: String = "planted",
      probes: [Probe] = PlantedScene.probes, regions: Int = 16, version: String = "1"
    ) -> String {
      var settings = PlantedScene.settings
      settings.regionCount = regions
      return AuditManifest(
        model: model, probeSet: name, probes: probes, settings: settings, version: version
      ).key
    }
    #expect(key() == key(name: "renamed", version: "2"))
    #expect(key() != key(model: ModelIdentity(name: "scripted", fingerprint: "2")))
    #expect(key() != key(probes: Array(PlantedScene.probes.reversed())))
    #expect(key() != key(regions: 64))
  }
}
