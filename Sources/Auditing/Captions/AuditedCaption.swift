public import Attribution
public import AuditStore
import ModelAPI
public import Probing

/// A caption of an audit with everything that the log holds of its mentions.
public struct AuditedCaption: Sendable {
  /// A mention with what was found out about it.
  public struct Mention: Sendable {
    /// The mention.
    public var record: MentionRecord
    /// Its finding; nil where it is none.
    public var finding: FindingRecord?
    /// Its two sets; empty where it was not explained.
    public var triggers: [TriggerRecord]
    /// What carries it; nil where that was not found out.
    public var diagnosis: DiagnosisRecord?
    /// The objects that it follows from, the nearest first, the root last.
    public var chain: [String]
    /// Where it has its evidence; nil where that was not found out.
    public var evidence: MentionEvidence?
    /// The captions of pictures that lack something.
    public var recaptions: [Recaption]
  }

  /// A caption of a picture that lacks something.
  public struct Recaption: Sendable {
    /// What it lacks, and what became of the mention.
    public var record: RecaptionRecord
    /// The new caption.
    public var text: String
    /// What the two captions have in common.
    public var diff: WordDiff
  }

  /// The image's name.
  public var imageName: String
  /// The caption, word for word.
  public var text: String
  /// How objects were found in it.
  public var variant: CHAIRVariant
  /// Who says what is in the picture.
  public var judge: CaptionJudge
  /// Whether the token limit ended it.
  public var isCut: Bool
  /// The mentions in the order of the text.
  public var mentions: [Mention]

  /// Reads the captions of an audit, in the order of the probe set.
  ///
  /// - Throws: ``LogError``.
  public static func all(ofAudit id: Int64, in log: AuditLog) throws(LogError) -> [AuditedCaption] {
    let probes = Dictionary(
      uniqueKeysWithValues: try log.probes(ofAudit: id).map { ($0.id, $0.probe) })
    var findings: [Int64: FindingRecord] = [:]
    for finding in try log.findings(ofAudit: id) {
      if let mention = finding.mentionID { findings[mention] = finding }
    }
    var captions: [AuditedCaption] = []
    for record in try log.captions(ofAudit: id) {
      guard let probe = probes[record.probeID], let reply = try log.reply(key: record.replyKey)
      else { continue }
      let text = reply.reply.text
      let records = try log.mentions(ofProbe: record.probeID)
      var mentions: [Mention] = []
      for mention in records {
        mentions.append(
          try Mention(mention, findings[mention.id], of: text, among: records, in: log))
      }
      captions.append(
        AuditedCaption(
          imageName: probe.imageName, text: text, variant: record.variant, judge: record.judge,
          isCut: record.isCut, mentions: mentions))
    }
    return captions
  }
}

extension AuditedCaption.Mention {
  fileprivate init(
    _ record: MentionRecord, _ finding: FindingRecord?, of text: String,
    among records: [MentionRecord], in log: AuditLog
  ) throws(LogError) {
    self.init(
      record: record, finding: finding, triggers: [], diagnosis: nil, chain: [], evidence: nil,
      recaptions: [])
    guard let id = finding?.id else { return }
    triggers = try log.triggers(ofFinding: id)
    diagnosis = try log.diagnosis(ofFinding: id)
    chain = (diagnosis?.chain ?? []).compactMap { id in records.first { $0.id == id }?.object }
    evidence = try log.evidence(ofFinding: id)
    for recaption in try log.recaptions(ofFinding: id) {
      let after = try log.reply(key: recaption.replyKey)?.reply.text ?? ""
      recaptions.append(
        AuditedCaption.Recaption(
          record: recaption, text: after, diff: WordDiff(from: text, to: after)))
    }
  }
}
