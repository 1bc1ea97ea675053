import Attribution
import AuditStore
import Auditing
import ModelAPI
import Probing
import Testing

@Suite("An audit of multiple-choice probes")
struct ChoiceAuditTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  /// Says "A" while the red block is seen, else "B".
  private func model() -> ScriptedModel {
    ScriptedModel { request, _ throws(ModelError) in
      let first = PlantedScene.visibleCause(request.image) > 0.5 ? 0.9 : 0.1
      return ModelReply(
        oneTokenOf: ["A": first, "B": 1 - first], forced: request.forcedTokens.first?.text)
    }
  }

  /// One pair: the first option is right of one image and wrong of the other.
  private func probes() throws -> [Probe] {
    try ["a.png", "b.png"].enumerated().map { index, name in
      let choices = try #require(
        Choices(options: ["Red", "Gray"], correct: index, pair: "1") as Choices?)
      return Probe(
        id: String(index), imageName: name, question: "Is the block red or gray?", object: nil,
        label: nil, choices: choices)
    }
  }

  @Test("asks with the options, judges the letter, and explains the wrong choice")
  func wholePath() async throws {
    let model = model()
    let result = try await runAudit(log, model, probes: try probes())
    #expect(
      model.requests.allSatisfy {
        $0.prompt.hasPrefix("Is the block red or gray? (a) Red (b) Gray\n")
      })
    let verdicts = try log.choiceVerdicts(ofAudit: result.auditID)
    #expect(verdicts.map(\.chosen) == [0, 0] && verdicts.map(\.isCorrect) == [true, false])

    let finding = try #require(try log.findings(ofAudit: result.auditID).first)
    #expect(try log.findings(ofAudit: result.auditID).count == 1)
    #expect(finding.kind == .wrongChoice && finding.state == .explained)
    let trigger = try #require(try log.triggers(ofFinding: finding.id).first)
    #expect(trigger.trigger.status == .found)
    let row = try #require(try log.findings(matching: FindingQuery()).first)
    #expect(row.kind == .wrongChoice && row.label == nil)

    let audit = try #require(try log.audit(id: result.auditID))
    let summary = try AuditSummary(audit, rule: "hallux", log: log, seed: 1)
    #expect(summary.unanswered == 0 && summary.wrongChoices == 1)
    #expect(summary.choices?.accuracy.ratio?.numerator == 1)
    #expect(summary.choices?.pairAccuracy.ratio?.numerator == 0)
    #expect(summary.metrics.pooled.count == 0)
  }

  @Test("asks nothing the second time")
  func again() async throws {
    let first = try await runAudit(log, model(), probes: try probes())
    let model = model()
    let second = try await runAudit(log, model, probes: try probes())
    #expect(second.auditID == first.auditID && model.requestCount == 0)
  }

  @Test("counts a reply that names no option as unparsable, never as a finding")
  func unparsable() async throws {
    let mute = ScriptedModel { _, _ throws(ModelError) in
      ModelReply(oneTokenOf: ["I": 0.9, "A": 0.1])
    }
    let result = try await runAudit(log, mute, probes: try probes())
    #expect(try log.findings(ofAudit: result.auditID).isEmpty)
    #expect(try log.choiceVerdicts(ofAudit: result.auditID).map(\.chosen) == [nil, nil])
  }
}

@Suite("A prompt suffix")
struct PromptSuffixTests {
  @Test("follows every question that is asked, and makes another audit")
  func asked() async throws {
    let log = try AuditLog.inMemory()
    var settings = PlantedScene.settings
    settings.promptSuffix = "single-word"
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    let result = try await runAudit(log, model, settings: settings)
    #expect(model.requestCount > 4)
    #expect(
      model.requests.allSatisfy {
        $0.prompt.hasSuffix("image?\nAnswer the question using a single word or phrase.")
      })
    #expect(try log.findings(ofAudit: result.auditID).allSatisfy { $0.state == .explained })
    let plain = try await runAudit(log, ScriptedModel(yesProbability: PlantedScene.yesProbability))
    #expect(plain.auditID != result.auditID)
    let resumed = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    _ = try await runAudit(log, resumed, settings: settings)
    #expect(resumed.requestCount == 0)
  }

  @Test("that this version does not know makes the settings unreadable, not the question bare")
  func unknown() throws {
    var settings = PlantedScene.settings
    settings.promptSuffix = "of-a-later-version"
    let manifest = AuditManifest(
      model: PlantedScene.identity, probeSet: "planted", probes: PlantedScene.probes,
      settings: settings, version: "test")
    #expect(throws: SettingsUnreadable.self) {
      try AuditSettings(canonicalText: manifest.settings)
    }
  }
}
