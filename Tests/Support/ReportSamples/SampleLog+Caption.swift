import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing

extension SampleLog {
  /// The probe that asks for the caption; the picture holds a bowl and something that the caption does not name.
  static func captionProbe(_ text: String?) -> Probe {
    CaptionTask(present: [object("bowl", text), object("tv", text)])
      .probe(ofImage: text ?? "kitchen.png", prompt: text ?? CaptionTask.prompt)
  }

  private static func object(_ name: String, _ text: String?) -> String {
    // The log keeps no NUL, and gives the names of objects back as they were.
    text.map { "\($0.replacing("\0", with: "\u{FFFD}")) \(name)" } ?? name
  }

  /// Records a caption of two mentions, the second of them hallucinated and explained, and written anew.
  func recordCaption(_ text: String?, target: Int64, modelID: Int64) throws {
    let time = Date(timeIntervalSince1970: 1_795_339_443)
    let (bowl, spoon) = (Self.object("bowl", text), Self.object("spoon", text))
    let caption = " A \(bowl). A \(spoon)."
    for (key, words) in [("caption", caption), ("anew", " A \(bowl). \(text ?? "A cup")")] {
      try log.record(
        reply: StoredReply(
          key: key, modelID: modelID, imageDigest: nil, prompt: "",
          reply: ModelReply(text: words, tokens: []), receivedAt: time))
    }
    guard let probe = try log.probes(ofAudit: audit).last else { return }
    try log.setImage(Self.imageDigest, forProbe: probe.id)
    let start = 3 + bowl.utf8.count + 4
    let mentions = try log.record(
      caption: CaptionRecord(
        probeID: probe.id, replyKey: "caption", variant: .fixed, judge: .annotations, isCut: false),
      mentions: [
        MentionRecord(
          probeID: probe.id, position: 0, object: bowl, words: bowl, range: 3..<3 + bowl.utf8.count,
          standing: .present, quarter: 0),
        MentionRecord(
          probeID: probe.id, position: 1, object: spoon, words: spoon,
          range: start..<start + spoon.utf8.count, standing: .hallucinated, quarter: 2),
      ])
    let finding = try log.recordFinding(
      audit: audit, probe: probe.id, kind: .hallucinatedMention, confidence: 0.75,
      replyKey: "caption", mention: mentions[1].id)
    try log.setTarget(target, forFinding: finding.id)
    let effect = CutEffect(whole: 0.75, cut: 0.1, text: 0.5, textCut: 0.05, isBounded: false)
    try log.record(
      diagnosis: DiagnosisRecord(
        findingID: finding.id,
        diagnosis: Diagnosis(
          whole: 0.75, text: 0.5, isWholeBounded: false, isTextBounded: false, earlier: effect,
          hasTrigger: false,
          noiseFloor: 0),
        rootID: mentions[0].id,
        cuts: [
          DiagnosisRecord.Cut(
            mentionID: mentions[1].id, earlierID: mentions[0].id, targetID: target,
            cutTargetID: target, effect: effect, isCause: true)
        ]))
    try log.record(
      evidence: MentionEvidence(
        evidence: [0.5, -0.25, 0, 0], memory: [0.5, -0.25, 0, 0],
        center: MentionEvidence.Place(x: 0.25, y: 0.5), overlap: nil, distance: nil, isJump: false),
      ofFinding: finding.id)
    try log.record(
      recaption: RecaptionRecord(
        findingID: finding.id, removed: .trigger, shown: RegionSet(regionCount: 4, [0, 2, 3]),
        area: 0.25, replyKey: "anew", fate: .replaced(by: text ?? "cup")))
    try log.setState(.explained, problem: nil, forFinding: finding.id)
  }
}
