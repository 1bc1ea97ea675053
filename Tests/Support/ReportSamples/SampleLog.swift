import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing

/// A small log in memory with one explained hallucination; every text that comes from outside is `text` in
/// one of its forms.
struct SampleLog {
  static let imageDigest = String(repeating: "ab", count: 32)

  let log: AuditLog
  let audit: Int64

  /// Records an audit of three probes of one picture of four regions.
  ///
  /// - Parameters:
  ///   - text: Stands in model name, probe set, questions, objects, replies, rules and problems; nil for
  ///     natural ones.
  ///   - fill: What hides regions.
  ///   - hasCaption: Whether a caption with an explained mention is among what was asked.
  ///   - isBounded: Whether the server leaves tokens out, so that numbers are only bounds.
  ///   - answers: What is said to each probe; yes is right about the last one alone.
  ///   - picture: The picture, 4x4; nil for one of many colors.
  /// - Throws: `LogError` when the log refuses something.
  init(
    text: String? = nil, fill: String = "black", hasCaption: Bool = false,
    isBounded: Bool = false, answers: [Answer] = [.yes, .no, .yes], picture: RGBImage? = nil
  ) throws {
    log = try AuditLog.inMemory()
    let time = Date(timeIntervalSince1970: 1_795_339_443)
    let image =
      picture
      ?? RGBImage(width: 4, height: 4, pixels: (0..<48).map { UInt8($0 &* 37 % 256) })
    let labels = LabelMap(
      width: 4, height: 4, labels: [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3])
    try log.record(
      image: StoredImage(
        digest: Self.imageDigest, width: 4, height: 4, png: PlainPNG.encode(image)))
    try log.record(labelMap: labels, digest: "labels", method: text ?? "slico-connected/4")

    let objects = ["spoon", "cup", "bowl"]
    let probes = objects.enumerated().map { index, object in
      Probe(
        id: text.map { "\($0)\(index)" } ?? "q\(index)", imageName: text ?? "kitchen.png",
        question: text.map { "\($0) \(index)?" } ?? "Is there a \(object) in the image?",
        object: text.map { "\($0) \(index)" } ?? object, label: index == 2 ? .yes : .no,
        splits: [text ?? "random"],
        planted: PlantedCause(
          rule: text ?? "bowl -> spoon", cause: text ?? "bowl", causeAnnotationID: nil))
    }
    let model = ModelIdentity(name: text ?? "tiny", fingerprint: text ?? "f16")
    let settings = ["rule": "hallux", "fill": fill, "search": text ?? "single-round"]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let record = try log.beginAudit(
      AuditManifest(
        key: "key", model: model, probeSet: text ?? "bundled", probeSetDigest: "digest",
        settings: String(decoding: try encoder.encode(settings), as: UTF8.self),
        halluxVersion: text ?? "0.1.0"),
      probes: probes + (hasCaption ? [Self.captionProbe(text)] : []), at: time)
    audit = record.id

    let modelID = try log.modelID(of: model)
    func reply(_ key: String, _ natural: String) throws -> String {
      try log.record(
        reply: StoredReply(
          key: key, modelID: modelID, imageDigest: nil, prompt: "",
          reply: ModelReply(text: text ?? natural, tokens: []), receivedAt: time)
      ).key
    }
    for (probe, answer) in zip(try log.probes(ofAudit: audit), answers) {
      try log.setImage(Self.imageDigest, forProbe: probe.id)
      let key = try reply("reply \(probe.position)", answer == .yes ? "Yes." : "No.")
      for rule in ParseRules.all.map(\.name) {
        try log.record(
          verdict: VerdictRecord(
            probeID: probe.id, rule: rule, replyKey: key, answer: answer,
            outcome: Outcome(answer: answer, label: probe.probe.label ?? .no), pYes: 0.9, pNo: 0.08,
            pOther: 0.02, boundedShares: isBounded ? [.yes, .other] : []))
      }
    }
    let first = try log.probes(ofAudit: audit)[0]
    let finding = try log.recordFinding(
      audit: audit, probe: first.id, kind: .falsePositive, confidence: 0.9)
    let target = try log.targetID(
      of: TargetDescription(
        key: "target", modelID: modelID, imageDigest: Self.imageDigest, labelMapDigest: "labels",
        fill: fill, prompt: first.probe.question, said: text ?? "yes",
        tokens: [Token(text: "Yes", id: 3)]))
    try log.setTarget(target, forFinding: finding.id)

    let set = RegionSet(regionCount: 4, [1])
    let all = RegionSet.all(regionCount: 4)
    try log.record(
      evaluations: [
        (
          set.complement,
          Evaluation(
            probabilities: [0.05], margin: -2.5, isBounded: isBounded,
            boundedTokens: isBounded ? [0] : [])
        ),
        (all, Evaluation(probabilities: [0.9], margin: 2.4)),
      ], target: target, at: time)
    try log.record(
      trigger: TriggerRecord(
        findingID: finding.id,
        trigger: Trigger(
          side: .necessary, status: .found, regions: set, minimality: .minimum,
          certificate: [
            CertificateEntry(claim: .setSuffices, shown: set.complement, margin: -2.5),
            CertificateEntry(claim: .regionNeeded(1), shown: all, margin: 2.4),
          ], start: text ?? "leave-one-out", evaluationCount: 10),
        area: 0.25, noiseFloor: 0.01,
        verification: Verification(replyKey: try reply("verified", "No, no spoon."), answer: .no),
        certificateVerifications: []))
    let curve = (0...4).map {
      CurvePoint(areaFraction: Double($0) / 4, probabilities: [Double($0) / 4])
    }
    try log.record(
      explanation: ExplanationRecord(
        findingID: finding.id,
        explanation: Explanation(
          search: text ?? "single-round", order: [1, 0, 3, 2], gains: [0.7, 0.1, 0, -0.05],
          insertion: curve, deletion: curve.reversed().map { $0 }, evaluationCount: 9,
          roundCount: 0,
          ending: .complete),
        insertionAUC: 0.5, deletionAUC: 0.5, highest: 1, influence: 2, influenceAUC: 0.5))
    try log.setState(.explained, problem: text, forFinding: finding.id)
    if hasCaption {
      try recordCaption(text, target: target, modelID: modelID)
    }
    try log.finishAudit(audit, state: .finished, at: time)
  }
}
