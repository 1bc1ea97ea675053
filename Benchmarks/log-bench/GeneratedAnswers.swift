import Attribution
import AuditStore
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing

/// Records the answers to an audit's probes, and what follows from them.
struct GeneratedAnswers {
  private let audit: GeneratedAudit
  private let auditID: Int64
  private let modelID: Int64
  private let log: AuditLog
  private let time: Date
  private var random: SplitMix64
  private var imageDigest = ""
  private var explanations: GeneratedExplanations
  private let detail: GeneratedDetail

  init(
    audit: GeneratedAudit, auditID: Int64, log: AuditLog, time: Date, detail: GeneratedDetail
  ) throws {
    self.audit = audit
    self.detail = detail
    self.auditID = auditID
    self.log = log
    self.time = time
    modelID = try log.modelID(of: audit.model)
    random = SplitMix64(seed: UInt64(audit.number) << 20 | 1)
    explanations = GeneratedExplanations(log: log, modelID: modelID, time: time)
  }

  /// Records what becomes of one probe.
  mutating func record(_ probe: ProbeRecord) throws {
    if probe.position.isMultiple(of: GeneratedAudit.probesPerImage) { try recordImage(probe) }
    try log.setImage(imageDigest, forProbe: probe.id)
    guard let label = probe.probe.label else { return }
    let isFinding = GeneratedAudit.isFinding(probe.position)
    let answer = isFinding ? label.opposite : label
    let share = 0.5 + Double(random.index(below: 500_000)) / 1_000_000
    let key = SHA256Digest.hex(of: Array("reply \(audit.number) \(probe.position)".utf8))
    try log.record(
      reply: StoredReply(
        key: key, modelID: modelID, imageDigest: imageDigest, prompt: probe.probe.question,
        reply: reply(answer, share), receivedAt: time + Double(probe.position) / 10))
    let outcome = Outcome(answer: answer, label: label)
    try log.record(
      verdicts: ParseRules.all.map { rule in
        VerdictRecord(
          probeID: probe.id, rule: rule.name, replyKey: key, answer: answer, outcome: outcome,
          pYes: answer == .yes ? share : 1 - share, pNo: answer == .yes ? 1 - share : share,
          pOther: nil)
      })
    guard isFinding, let kind = FindingKind(outcome) else { return }
    let finding = try log.recordFinding(
      audit: auditID, probe: probe.id, kind: kind, confidence: share)
    guard random.index(below: detail.findingsPerExplanation) == 0 else { return }
    try explanations.explain(
      finding, of: probe.probe, said: answer, imageDigest: imageDigest, replyKey: key, &random)
  }

  /// A picture of its own for every name.
  private mutating func recordImage(_ probe: ProbeRecord) throws {
    let picture = detail.picture(audit.number << 24 | probe.position)
    imageDigest = SHA256Digest.hex(of: picture)
    try log.record(
      image: StoredImage(
        digest: imageDigest, width: picture.width, height: picture.height,
        png: PNGCodec.encode(picture)))
  }

  private mutating func reply(_ answer: Answer, _ share: Double) -> ModelReply {
    let said = answer == .yes ? "Yes" : "No"
    let distributions = [said, "."].enumerated().map { place, text in
      var logProbability = place == 0 ? share - 1 : -0.001
      let entries = (0..<20).map { candidate in
        defer { logProbability -= Double(random.index(below: 1_000_000)) / 400_000 }
        return TokenDistribution.Entry(
          token: Token(text: candidate == 0 ? text : "tok\(candidate)", id: 3_869 + candidate * 7),
          logProbability: logProbability)
      }
      return TokenDistribution(said: entries[0], alternatives: entries)
    }
    return ModelReply(
      text: said + ".", tokens: distributions, finishReason: "stop", promptTokenCount: 611)
  }
}
