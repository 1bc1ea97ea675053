import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing
import Synchronization
import Testing

@testable import Auditing

@Suite("An audit of captions")
struct CaptionAuditTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  static let task = CaptionTask(present: ["bus"])

  static func settings(_ change: (inout AuditSettings) -> Void = { _ in }) -> AuditSettings {
    var settings = PlantedScene.settings
    settings.maxCaptionTokens = 64
    settings.captionVariant = .fixed
    change(&settings)
    return settings
  }

  func audit(
    _ model: ScriptedModel = CaptioningModel().scripted(), task: CaptionTask = task,
    settings: AuditSettings = settings(), recordedAs recorded: AuditSettings? = nil,
    in log: AuditLog? = nil, stop: StopSignal = StopSignal()
  ) async throws -> AuditResult {
    let log = log ?? self.log
    let probes = [task.probe(ofImage: "a.png")]
    let run = try AuditRun(
      model: model, log: log,
      manifest: AuditManifest(
        model: PlantedScene.identity, probeSet: "captions", probes: probes,
        settings: recorded ?? settings, version: "test"),
      settings: settings, rule: ParseRules.hallux, search: SurrogateSearch(), maxInFlight: 4,
      stop: stop, now: { PlantedScene.time }, observe: { _ in })
    return try await run.run(probes) { name in PlantedScene.image(named: name) }
  }

  func finding(_ object: String, of result: AuditResult) throws -> FindingRecord {
    try #require(
      try log.findings(ofAudit: result.auditID).first { finding in
        try log.mention(id: finding.mentionID ?? 0)?.object == object
      })
  }

  /// The regions that touch the red block.
  private func cause(_ finding: FindingRecord) throws -> Set<Int> {
    let targetID = try #require(finding.targetID)
    let target = try #require(try log.target(id: targetID))
    let labels = try #require(try log.labelMap(digest: target.labelMapDigest)).labelMap
    return Set(
      PlantedScene.cause.y.flatMap { y in
        PlantedScene.cause.x.map { x in Int(labels.labels[y * labels.width + x]) }
      })
  }

  @Test("judges its mentions by what is in the picture")
  func judged() async throws {
    let result = try await audit(settings: Self.settings { $0.explained = .none })
    let probe = try #require(try log.probes(ofAudit: result.auditID).first)
    let mentions = try log.mentions(ofProbe: probe.id)
    #expect(mentions.map(\.object) == ["bus", "stop sign", "spoon"])
    #expect(mentions.map(\.standing) == [.present, .hallucinated, .hallucinated])
    #expect(mentions.map(\.quarter) == [0, 1, 2])
    let findings = try log.findings(ofAudit: result.auditID)
    #expect(findings.map(\.kind) == [.hallucinatedMention, .hallucinatedMention])
    #expect(findings.allSatisfy { $0.state == .open })
    // The words of the mention alone, as they were generated.
    let confidence = try #require(findings[0].confidence)
    #expect(abs(confidence - 0.93) < 0.05)
    let record = try #require(try log.audit(id: result.auditID))
    let summary = try AuditSummary(record, rule: "hallux", log: log, seed: 1)
    let captions = try #require(summary.captions)
    #expect(captions.chair?.instanceRate.ratio?.value == 2.0 / 3)
    #expect(captions.chair?.sentenceRate.ratio?.value == 1)
    #expect(summary.hallucinatedMentions == 2 && summary.unanswered == 0)
  }

  @Test("finds a mention visual that a part of the picture triggers, and sees it vanish without")
  func visual() async throws {
    let result = try await audit()
    let spoon = try finding("spoon", of: result)
    try #require(spoon.state == .explained, "\(spoon.problem ?? "")")
    let diagnosis = try #require(try log.diagnosis(ofFinding: spoon.id))
    #expect(diagnosis.diagnosis.cause == .visual && diagnosis.diagnosis.visual > 0.9)
    #expect(diagnosis.rootID == nil && diagnosis.cuts.count == 2)
    let trigger = try #require(
      try log.triggers(ofFinding: spoon.id).map(\.trigger).first { $0.side == .necessary })
    #expect(trigger.status == .found)
    #expect(try !cause(spoon).isDisjoint(with: trigger.regions.regions))
    let recaptions = try log.recaptions(ofFinding: spoon.id)
    #expect(recaptions.map(\.removed) == [.trigger, .randomArea])
    #expect(recaptions[0].fate.isGone && recaptions[0].shown == trigger.regions.complement)
    #expect(!recaptions[1].fate.isGone)
    #expect(Set(recaptions[1].shown.complement.regions).isDisjoint(with: trigger.regions.regions))
  }

  @Test("finds a snowball with its root")
  func snowball() async throws {
    let result = try await audit()
    let sign = try finding("stop sign", of: result)
    let diagnosis = try #require(try log.diagnosis(ofFinding: sign.id))
    #expect(diagnosis.diagnosis.cause == .snowball && diagnosis.diagnosis.snowball > 0.8)
    let rootID = try #require(diagnosis.rootID)
    let root = try #require(try log.mention(id: rootID))
    #expect(root.object == "bus")
    #expect(diagnosis.chain == [root.id])
    let row = try #require(
      try log.findings(matching: FindingQuery(parsing: "root = bus")).first)
    #expect(row.id == sign.id && row.cause == .snowball && row.said == "stop sign")
  }

  @Test("goes by the mentions in the log where the caption would be read otherwise now")
  func otherReading() async throws {
    let stop = StopSignal()
    let first = try await audit(
      CaptioningModel().scripted(before: 2) { stop.request() }, stop: stop)
    #expect(first.wasInterrupted)
    // The published reading never sees a bus: it finds two mentions where the log has three.
    let result = try await audit(
      settings: Self.settings { $0.captionVariant = .official }, recordedAs: Self.settings())
    #expect(result.auditID == first.auditID && result.failures == 0)
    let sign = try finding("stop sign", of: result)
    let diagnosis = try #require(try log.diagnosis(ofFinding: sign.id))
    #expect(diagnosis.diagnosis.cause == .snowball)
    let rootID = try #require(diagnosis.rootID)
    #expect(try log.mention(id: rootID)?.object == "bus")
    let spoon = try finding("spoon", of: result)
    #expect(try log.diagnosis(ofFinding: spoon.id)?.cuts.count == 2)
    #expect(try log.recaptions(ofFinding: spoon.id).map(\.fate.isGone) == [true, false])
  }

  @Test("takes another wording for the same, and what leads away for a rival")
  func leadIn() async throws {
    let result = try await audit()
    let spoon = try finding("spoon", of: result)
    let targetID = try #require(spoon.targetID)
    let target = try #require(try log.target(id: targetID))
    #expect(target.level == .mention && target.tokens.map(\.text) == [" spoon"])
    #expect(target.answerPrefix == " A bus. A stop sign." && target.positions == [1])
    let ways = try #require(target.leadIn.first).ways
    #expect(ways.map(\.token.text) == [" A", " There", " End"])
    #expect(ways.map(\.leads) == [true, true, false])
    #expect(ways[0].replyKey == nil && ways[1].replyKey != nil)
    // The probability is that of going on at all, however it is worded, and then of the object.
    let all = try #require(
      try log.evaluations(ofTarget: targetID).first { $0.key.complement.isEmpty })
    #expect(abs(all.value.probabilities[0] - 0.97 * 0.97) < 0.03)
  }

  @Test("asks about all mentions of a caption at once")
  func shared() async throws {
    let result = try await audit()
    let findings = try log.findings(ofAudit: result.auditID)
    let sets = try findings.map { finding in
      Set(try log.evaluations(ofTarget: try #require(finding.targetID)).keys)
    }
    #expect(sets[0] == sets[1])
    let joint = try findings.map { try log.jointTarget(ofFinding: $0.id) }
    #expect(joint[0] != nil && joint[0] == joint[1])
    let one = try AuditLog.inMemory()
    let single = try await audit(settings: Self.settings { $0.explainedCount = 1 }, in: one)
    let alone = try one.requestCount(ofAudit: single.auditID).evaluations
    let together = try log.requestCount(ofAudit: result.auditID).evaluations
    #expect(Double(together) <= 1.5 * Double(alone), "\(together) against \(alone)")
    // Curves that were asked for in strides are straight between them.
    let explanation = try #require(try log.explanation(ofFinding: findings[0].id)).explanation
    #expect(explanation.search == SharedSearch.name)
    let measured = try #require(explanation.measured)
    #expect(measured.first == 0 && measured.last == explanation.order.count)
  }

  @Test(
    "asks about each mention by itself where the server cannot do more",
    arguments: [CaptioningModel(forcesOne: true), CaptioningModel(readsTextOtherwise: true)])
  func alone(model: CaptioningModel) async throws {
    let result = try await audit(model.scripted())
    let findings = try log.findings(ofAudit: result.auditID)
    #expect(findings.count == 2)
    for finding in findings where finding.state == .explained {
      #expect(try log.diagnosis(ofFinding: finding.id) != nil)
      // The path from one mention to the next is that of all of them.
      let isWhole = findings.allSatisfy { $0.state == .explained }
      #expect(try (log.evidence(ofFinding: finding.id) != nil) == isWhole)
    }
    #expect(findings.contains { $0.state == .explained })
  }

  @Test("is another audit where somebody says otherwise what is in the picture")
  func otherTruth() async throws {
    let settings = Self.settings { $0.explained = .none }
    var audits: Set<Int64> = []
    let tasks = [
      CaptionTask(present: nil), CaptionTask(present: []), CaptionTask(present: ["bus"]),
      CaptionTask(present: ["bus", "spoon"]), CaptionTask(present: ["bus"], annotated: ["bus"]),
    ]
    for task in tasks { audits.insert(try await audit(task: task, settings: settings).auditID) }
    #expect(audits.count == tasks.count)
  }

  @Test("explains no more findings than it is told, the surest first")
  func top() async throws {
    let result = try await audit(settings: Self.settings { $0.explainedCount = 1 })
    let findings = try log.findings(ofAudit: result.auditID)
    #expect(findings.count { $0.state == .explained } == 1)
    let explained = try #require(findings.first { $0.state == .explained })
    #expect(findings.allSatisfy { ($0.confidence ?? 0) <= (explained.confidence ?? 0) })
  }

  @Test("explains every claim where it is told to, and follows the evidence from one to the next")
  func all() async throws {
    let result = try await audit(settings: Self.settings { $0.explained = .all })
    let findings = try log.findings(ofAudit: result.auditID)
    #expect(findings.map(\.kind) == [.mention, .hallucinatedMention, .hallucinatedMention])
    let evidence = try findings.map { try #require(try log.evidence(ofFinding: $0.id)) }
    #expect(evidence[0].overlap == nil && evidence[0].memory == evidence[0].evidence)
    let mean = zip(evidence[0].evidence, evidence[1].evidence).map { ($0 + $1) / 2 }
    #expect(zip(mean, evidence[1].memory).allSatisfy { abs($0 - $1) < 1e-12 })
    let center = try #require(evidence[2].center)
    #expect(abs(center.y - 20.0 / 32) < 0.15, "the red block's middle")
    let path = try log.evidence(ofProbe: findings[0].probeID)
    #expect(findings.map { path[$0.mentionID ?? 0] } == evidence && path.count == evidence.count)
  }

  @Test("asks the model itself where nobody says what is there")
  func crossExamined() async throws {
    let result = try await audit(
      task: CaptionTask(present: nil), settings: Self.settings { $0.explained = .none })
    let probe = try #require(try log.probes(ofAudit: result.auditID).first)
    let mentions = try log.mentions(ofProbe: probe.id)
    #expect(mentions.map(\.standing) == [.present, .present, .hallucinated])
    #expect(mentions.allSatisfy { $0.askedKey != nil })
    #expect(try log.captions(ofAudit: result.auditID).map(\.judge) == [.model])
    let record = try #require(try log.audit(id: result.auditID))
    let captions = try #require(
      try AuditSummary(record, rule: "hallux", log: log, seed: 1).captions)
    #expect(captions.chair == nil)
    #expect(captions.crossExamination?.crossExaminedRate.ratio?.value == 1.0 / 3)
  }

  @Test("judges no object that the annotators did not look for")
  func unannotated() async throws {
    let result = try await audit(
      task: CaptionTask(present: ["bus"], annotated: ["bus", "spoon"]),
      settings: Self.settings { $0.explained = .none })
    let probe = try #require(try log.probes(ofAudit: result.auditID).first)
    #expect(
      try log.mentions(ofProbe: probe.id).map(\.standing) == [.present, .unknown, .hallucinated])
  }

  @Test("takes odd captions as they are", arguments: ["", " End.", " End. End. End. End."])
  func odd(caption: String) async throws {
    let result = try await audit(CaptioningModel(fixed: caption).scripted())
    #expect(result.failures == 0)
    #expect(try log.captions(ofAudit: result.auditID).count == 1)
    #expect(try log.findings(ofAudit: result.auditID).isEmpty)
  }

  @Test("claims nothing by a word that the token limit cut")
  func cut() async throws {
    let result = try await audit(
      settings: Self.settings {
        $0.maxCaptionTokens = 2
        $0.explained = .none
      })
    let caption = try #require(try log.captions(ofAudit: result.auditID).first)
    #expect(caption.isCut)
    #expect(try log.mentions(ofProbe: caption.probeID).map(\.standing) == [.noClaim])
  }

  @Test("checks a mention's certificate again")
  func rechecked() async throws {
    let result = try await audit()
    let spoon = try finding("spoon", of: result)
    let lines = try await CertificateRecheck(
      model: CaptioningModel().scripted(), identity: PlantedScene.identity, log: log,
      maxInFlight: 4, stop: StopSignal()
    ).run(spoon.id).flatMap(\.lines)
    #expect(!lines.isEmpty && lines.allSatisfy { $0.outcome == .holds })
    #expect(lines.allSatisfy { abs($0.margin - $0.entry.margin) < 1e-9 })
  }
}

@Suite("A caption in the log")
struct RecordedCaptionTests {
  private func caption(_ position: Int, _ range: Range<Int>) throws -> RecordedCaption {
    let record = MentionRecord(
      probeID: 1, position: position, object: "bus", words: "bus", range: range, standing: .noClaim,
      quarter: 0)
    return try RecordedCaption(
      ModelReply(
        text: " A bus.", tokens: [], finishReason: "stop", promptTokenCount: nil,
        systemFingerprint: nil), [record], variant: .fixed)
  }

  @Test("claims what it was recorded to claim")
  func claims() throws {
    let caption = try caption(0, 3..<6)
    #expect(caption.reading.mentions.map(\.object) == ["bus"])
    #expect(caption.reading.claimedObjects.isEmpty)
  }

  @Test("is refused when its mentions are not of its text", arguments: [(0, 3..<8), (1, 3..<6)])
  func foreign(position: Int, range: Range<Int>) {
    #expect(throws: Unexplainable.self) { try caption(position, range) }
  }
}
