import Attribution
import Foundation
import ModelAPI
import Probing

@testable import AuditStore

/// An audit of one caption with two mentions, the second of them hallucinated and explained.
struct CaptionSample {
  let audit: AuditRecord
  let mentions: [MentionRecord]
  let finding: FindingRecord
  let target: Int64

  static let text = " A bus. A stop sign, \u{1F6B8}."
  static let task = CaptionTask(present: ["bus"], annotated: ["bus", "stop sign"])

  init(in log: AuditLog, key: String = "a1") throws {
    let modelID = try log.modelID(of: Sample.model)
    audit = try log.beginAudit(
      Sample.manifest(key: key + "/captions"), probes: [Self.task.probe(ofImage: "street.png")],
      at: Sample.time)
    try log.record(reply: Sample.reply(key: "c1", modelID: modelID, text: Self.text))
    let id = try log.probes(ofAudit: audit.id)[0].id
    try log.setImage(Sample.image.digest, forProbe: id)
    mentions = try log.record(caption: Self.caption(of: id), mentions: Self.mentions(of: id))
    finding = try log.recordFinding(
      audit: audit.id, probe: id, kind: .hallucinatedMention, confidence: 0.75, replyKey: "c1",
      mention: mentions[1].id)
    target = try log.targetID(of: Self.target(modelID: modelID))
    let cut = try log.targetID(of: Self.target(key: "m2", modelID: modelID, prefix: ""))
    try log.setTarget(target, forFinding: finding.id)
    try log.setJointTarget(target, forFinding: finding.id)
    try log.record(trigger: Sample.trigger(finding: finding.id, replyKey: "c1"))
    try log.record(recaption: Self.recaption(of: finding.id))
    try log.record(diagnosis: Self.diagnosis(of: finding.id, mentions, target, cut))
    try log.record(evidence: Self.evidence, ofFinding: finding.id)
  }

  static func caption(of probe: Int64) -> CaptionRecord {
    CaptionRecord(
      probeID: probe, replyKey: "c1", variant: .fixed, judge: .annotations, isCut: false)
  }

  static func mentions(of probe: Int64) -> [MentionRecord] {
    [
      MentionRecord(
        probeID: probe, position: 0, object: "bus", words: "bus", range: 3..<6,
        standing: .present, quarter: 0),
      MentionRecord(
        probeID: probe, position: 1, object: "stop sign", words: "stop sign", range: 10..<19,
        standing: .hallucinated, quarter: 1, askedKey: "c1"),
    ]
  }

  static func target(
    key: String = "m1", modelID: Int64, prefix: String = " A bus."
  ) -> TargetDescription {
    let forced = [" A", " stop", " sign"].enumerated().map { Token(text: $1, id: 10 + $0) }
    return TargetDescription(
      key: key, modelID: modelID, imageDigest: Sample.image.digest, labelMapDigest: "2222",
      fill: "black", prompt: CaptionTask.prompt, answerPrefix: prefix, said: "stop sign",
      tokens: Array(forced[1...]), level: .mention, forced: forced, positions: [1, 2],
      leadIn: [
        LeadInToken(
          position: 0,
          ways: [
            LeadInToken.Way(token: forced[0], replyKey: nil, leads: true),
            LeadInToken.Way(token: Token(text: " The"), replyKey: "c1", leads: true),
            LeadInToken.Way(token: Token(text: " It", id: 7), replyKey: "c1", leads: false),
          ])
      ])
  }

  static func recaption(of finding: Int64) -> RecaptionRecord {
    RecaptionRecord(
      findingID: finding, removed: .trigger, shown: Sample.set(1), area: 0.5, replyKey: "c1",
      fate: .replaced(by: "traffic light"))
  }

  static func diagnosis(
    of finding: Int64, _ mentions: [MentionRecord], _ target: Int64, _ cut: Int64
  ) -> DiagnosisRecord {
    let effect = CutEffect(whole: 0.75, cut: 0.125, text: 0.5, textCut: 0.0625, isBounded: false)
    return DiagnosisRecord(
      findingID: finding,
      diagnosis: Diagnosis(
        whole: 0.75, text: 0.5, isWholeBounded: false, isTextBounded: false, earlier: effect,
        hasTrigger: false, noiseFloor: 0),
      rootID: mentions[0].id,
      cuts: [
        DiagnosisRecord.Cut(
          mentionID: mentions[1].id, earlierID: mentions[0].id, targetID: target, cutTargetID: cut,
          effect: effect, isCause: true)
      ])
  }

  static let evidence = MentionEvidence(
    evidence: [0.5, -0.25, 0], memory: [0.5, -0.25, 0],
    center: MentionEvidence.Place(x: 0.25, y: 0.5), overlap: nil, distance: nil, isJump: false)
}
