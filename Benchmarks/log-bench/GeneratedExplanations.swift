import Attribution
import AuditStore
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing

/// Records explanations of findings, as long as those of a search on 64 regions.
struct GeneratedExplanations {
  let log: AuditLog
  let modelID: Int64
  let time: Date

  private static let regionCount = 64
  private static let evaluationCount = 156

  /// Explains a finding.
  mutating func explain(
    _ finding: FindingRecord, of probe: Probe, said: Answer, imageDigest: String, replyKey: String,
    _ random: inout SplitMix64
  ) throws {
    let labels = Self.labelMap(&random)
    let digest = SHA256Digest.hex(of: Array("labels \(finding.id) \(finding.auditID)".utf8))
    try log.record(labelMap: labels, digest: digest, method: "slico-connected/64")
    let target = try log.targetID(
      of: TargetDescription(
        key: SHA256Digest.hex(of: Array("target \(finding.id)".utf8)), modelID: modelID,
        imageDigest: imageDigest, labelMapDigest: digest, fill: "black", prompt: probe.question,
        said: said.rawValue, tokens: [Token(text: said == .yes ? "Yes" : "No", id: 3_869)]))
    try log.setTarget(target, forFinding: finding.id)
    try log.record(
      prior: PriorRecord(probabilities: [0.3], source: .text), target: target, at: time)
    for number in 0..<3 {
      try log.record(repeated: 2.5, number: number, target: target, at: time)
    }
    let evaluations = Self.evaluations(&random)
    for start in stride(from: 0, to: evaluations.count, by: 16) {
      let group = Array(evaluations[start..<min(start + 16, evaluations.count)])
      try log.record(evaluations: group, target: target, at: time)
    }
    let size = 1 + random.index(below: 4)
    for side in [Trigger.Side.necessary, .sufficient] {
      try log.record(trigger: Self.trigger(of: finding.id, side, size, replyKey))
    }
    try log.record(explanation: Self.explanation(of: finding.id, &random))
    try log.setState(.explained, forFinding: finding.id)
  }

  /// Some 640 x 480 pixels in 8 x 8 regions with borders that wind.
  private static func labelMap(_ random: inout SplitMix64) -> LabelMap {
    let (width, height) = (640, 480)
    var labels: [Int32] = []
    labels.reserveCapacity(width * height)
    for y in 0..<height {
      let row = Int32(y * 8 / height) * 8
      let shift = random.index(below: 30)
      for x in 0..<width { labels.append(row + Int32(min(7, (x + shift) * 8 / (width + 30)))) }
    }
    return LabelMap(width: width, height: height, labels: labels)
  }

  private static func evaluations(
    _ random: inout SplitMix64
  ) -> [(RegionSet, Evaluation)] {
    (0..<evaluationCount).map { number in
      let regions = (0..<regionCount).filter {
        $0 < 8 ? number >> $0 & 1 == 1 : random.index(below: 2) == 1
      }
      let probability = Double(random.index(below: 1_000_000_000)) / 1_000_000_007
      return (
        RegionSet(regionCount: regionCount, regions),
        Evaluation(probabilities: [probability], margin: probability * 8 - 4)
      )
    }
  }

  private static func trigger(
    of finding: Int64, _ side: Trigger.Side, _ size: Int, _ replyKey: String
  ) -> TriggerRecord {
    let regions = RegionSet(regionCount: regionCount, 0..<size)
    let certificate =
      [CertificateEntry(claim: .setSuffices, shown: regions.complement, margin: -2.25)]
      + (0..<size).map { region in
        CertificateEntry(claim: .regionNeeded(region), shown: regions, margin: 0.75)
      }
    return TriggerRecord(
      findingID: finding,
      trigger: Trigger(
        side: side, status: .found, regions: regions, minimality: .minimum,
        certificate: certificate, start: "leave-one-out", evaluationCount: 70),
      area: Double(size) / 64, noiseFloor: 0.01,
      verification: Verification(replyKey: replyKey, answer: .no))
  }

  private static func explanation(
    of finding: Int64, _ random: inout SplitMix64
  ) -> ExplanationRecord {
    let curve = (0...regionCount).map { step in
      CurvePoint(
        areaFraction: Double(step) / Double(regionCount),
        probabilities: [Double(random.index(below: 1_000_000_000)) / 1_000_000_007])
    }
    let share = Double(random.index(below: 1_000_000)) / 1_000_000
    return ExplanationRecord(
      findingID: finding,
      explanation: Explanation(
        search: "walk", order: Array(0..<regionCount),
        gains: (0..<regionCount).map { Double($0) / 63.7 }, insertion: curve, deletion: curve,
        evaluationCount: 86, roundCount: 4, ending: .complete),
      insertionAUC: 0.4 + share / 2, deletionAUC: share / 2, highest: 0.99, influence: share,
      influenceAUC: share / 2)
  }
}
