public import ModelAPI
public import Probing

/// The captions of an audit with what judges them, to be scored under any variant without asking the model.
public struct LoggedCaptions: Sendable, Hashable {
  /// What the log says of each caption, in the order of the probe set.
  public var records: [CaptionRecord]
  /// How objects were found when the captions were recorded.
  public var variant: CHAIRVariant
  /// How many mentions there are of each standing.
  public var standings: [MentionStanding: Int]
  /// The texts that annotations judge, without what a token limit may have cut.
  public var annotated: [Caption]
  /// The texts that the model itself judges, likewise.
  public var selfJudged: [Caption]
  /// What the model said when it was asked about an object that it had named.
  public var asked: [CrossExamination.Subject: ModelReply]

  private var present: [String: Set<String>]
  private var searched: Set<String>?

  /// Reads the captions of an audit; nil when it has none.
  ///
  /// - Parameters:
  ///   - audit: The audit's number.
  ///   - probes: Its probes, by their numbers.
  ///   - log: The log.
  /// - Throws: ``LogError``.
  public init?(
    ofAudit audit: Int64, probes: [Int64: Probe], in log: AuditLog
  ) throws(LogError) {
    records = try log.captions(ofAudit: audit)
    guard let first = records.first else { return nil }
    variant = first.variant
    standings = [:]
    annotated = []
    selfJudged = []
    asked = [:]
    present = [:]
    for record in records {
      guard let probe = probes[record.probeID], let reply = try log.reply(key: record.replyKey)
      else { continue }
      let read = ReadCaption(reply.reply.text, variant: record.variant, isCut: record.isCut)
      let caption = Caption(imageID: nil, imageName: probe.imageName, text: read.countedText)
      switch record.judge {
      case .annotations: annotated.append(caption)
      case .model: selfJudged.append(caption)
      }
      present[caption.imageKey] = probe.caption?.present.map { Set($0) }
      searched = searched ?? probe.caption?.annotated.map { Set($0) }
      for mention in try log.mentions(ofProbe: record.probeID) {
        standings[mention.standing, default: 0] += 1
        guard let key = mention.askedKey, let reply = try log.reply(key: key) else { continue }
        asked[CrossExamination.Subject(imageKey: caption.imageKey, object: mention.object)] =
          reply.reply
      }
    }
  }

  /// CHAIR and its kin, of the captions that annotations judge; nil where there are none.
  public func chair(
    variant: CHAIRVariant, truncation: CaptionTruncation, seed: UInt64
  ) -> CHAIR? {
    guard !annotated.isEmpty else { return nil }
    return CHAIR(
      annotated,
      truth: ImageObjects(instances: present, annotated: searched, variant: variant),
      variant: variant, truncation: truncation, seed: seed)
  }

  /// What the model denies of its own captions; nil where annotations judge all of them.
  ///
  /// - Parameters:
  ///   - rule: The parse rule that reads the model's answers.
  ///   - variant: How the captions are read.
  ///   - truncation: What is cut off before.
  ///   - seed: The seed of the bootstrap.
  /// - Returns: The examination; mentions that nobody asked about are unknown in it.
  public func crossExamination(
    rule: any ParseRule, variant: CHAIRVariant, truncation: CaptionTruncation, seed: UInt64
  ) -> CrossExamination? {
    guard !selfJudged.isEmpty else { return nil }
    return CrossExamination(
      selfJudged,
      answers: asked.compactMapValues { rule.answer(to: ProbeReply($0), label: nil) },
      variant: variant, truncation: truncation, seed: seed)
  }
}
