import Attribution
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing

@testable import AuditStore

/// Small values of every kind that a log records.
enum Sample {
  static let time = Date(timeIntervalSince1970: 1_800_000_000.125)
  static let model = ModelIdentity(name: "tiny-llava", fingerprint: "f00d")

  static let planted = Probe(
    id: "7", imageName: "kitchen.png", question: "Is there a spoon in the image?", object: "spoon",
    label: .no, splits: ["adversarial", "planted"],
    planted: PlantedCause(rule: "bowl in kitchen -> spoon", cause: "bowl", causeAnnotationID: 12))
  static let plain = Probe(
    id: "8", imageName: "garden \u{1F333}.png", question: "Is there a \"dog\"; -- in it?",
    object: nil,
    label: .yes)
  static let probes = [planted, plain]

  static func manifest(key: String = "a1") -> AuditManifest {
    AuditManifest(
      key: key, model: model, probeSet: "bundled", probeSetDigest: "beef",
      settings: #"{"regions":64,"search":"greedy"}"#, halluxVersion: "0.1.0")
  }

  static let pixels = RGBImage(
    width: 4, height: 2, pixels: (0..<24).map { UInt8($0 * 10) })
  static let image = StoredImage(
    digest: SHA256Digest.hex(of: pixels), width: 4, height: 2, png: PNGCodec.encode(pixels))
  static let labelMap = LabelMap(width: 4, height: 2, labels: [0, 0, 1, 1, 2, 2, 1, 1])

  static func reply(key: String = "r1", modelID: Int64, text: String = "Yes") -> StoredReply {
    let said = TokenDistribution.Entry(
      token: Token(text: "Yes", id: 3869), logProbability: -0.017_364_9)
    let other = TokenDistribution.Entry(token: Token(text: "\u{0}<b>"), logProbability: -.infinity)
    return StoredReply(
      key: key, modelID: modelID, imageDigest: image.digest,
      prompt: planted.question, answerPrefix: "",
      reply: ModelReply(
        text: text, tokens: [TokenDistribution(said: said, alternatives: [said, other])],
        finishReason: "stop", promptTokenCount: 81, systemFingerprint: "b-1"),
      receivedAt: time)
  }

  static func target(key: String = "t1", modelID: Int64) -> TargetDescription {
    TargetDescription(
      key: key, modelID: modelID, imageDigest: image.digest, labelMapDigest: "2222", fill: "black",
      prompt: planted.question, said: "yes",
      tokens: [Token(text: "Yes", id: 3869), Token(text: "!")])
  }

  static func set(_ regions: Int...) -> RegionSet { RegionSet(regionCount: 3, regions) }

  static func explanation(finding: Int64, search: String = "greedy") -> ExplanationRecord {
    let curve = [0, 0.25, 0.75, 1].map {
      CurvePoint(areaFraction: $0, probabilities: [$0 / 3, 1e-9])
    }
    return ExplanationRecord(
      findingID: finding,
      explanation: Explanation(
        search: search, order: [2, 0, 1], gains: [0.5, -0.125, 0.1], insertion: curve,
        deletion: curve.reversed(), evaluationCount: 12, roundCount: 0,
        ending: .complete),
      insertionAUC: 0.7, deletionAUC: 0.2, highest: 0.99, influence: 1.5, influenceAUC: 0.6)
  }

  static func trigger(finding: Int64, replyKey: String? = nil) -> TriggerRecord {
    let verification = replyKey.map { Verification(replyKey: $0, answer: .no) }
    return TriggerRecord(
      findingID: finding,
      trigger: Trigger(
        side: .necessary, status: .found, regions: set(0, 2), minimality: .subsetMinimal,
        certificate: [
          CertificateEntry(claim: .setSuffices, shown: set(1), margin: -2.5),
          CertificateEntry(claim: .regionNeeded(2), shown: set(1, 2), margin: 0.5),
          CertificateEntry(claim: .subsetFails(set(0)), shown: set(1, 2), margin: .infinity),
        ],
        start: "leave-one-out", evaluationCount: 9),
      area: 0.5, noiseFloor: 0.01, verification: verification,
      certificateVerifications: [
        verification, nil, replyKey.map { Verification(replyKey: $0, answer: nil) },
      ])
  }
}

/// An audit of the sample probes with a false positive on the first, ready to be explained.
struct SampleAudit {
  let modelID: Int64
  let audit: AuditRecord
  let probes: [ProbeRecord]
  let finding: FindingRecord
  let target: Int64

  init(in log: AuditLog, key: String = "a1") throws {
    audit = try log.beginAudit(Sample.manifest(key: key), probes: Sample.probes, at: Sample.time)
    modelID = try log.modelID(of: Sample.model)
    try log.record(image: Sample.image)
    try log.record(labelMap: Sample.labelMap, digest: "2222", method: "grid/2")
    try log.record(reply: Sample.reply(modelID: modelID))
    let ids = try log.probes(ofAudit: audit.id).map(\.id)
    try log.setImage(Sample.image.digest, forProbe: ids[0])
    probes = try log.probes(ofAudit: audit.id)
    try log.record(verdict: Self.verdict(probe: ids[0]))
    finding = try log.recordFinding(
      audit: audit.id, probe: ids[0], kind: .falsePositive, confidence: 0.982_784)
    target = try log.targetID(of: Sample.target(modelID: modelID))
  }

  static func verdict(probe: Int64) -> VerdictRecord {
    VerdictRecord(
      probeID: probe, rule: "pope", replyKey: "r1", answer: .yes, outcome: .falsePositive,
      pYes: 0.982_784, pNo: 0.01, pOther: nil, boundedShares: [.no])
  }
}
