import AuditStore
import ModelAPI
import Probing

/// A caption with its mentions as the log has them.
///
/// A caption is read once. Whatever is found out about a mention later goes by what was recorded then: the numbers of the
/// record hold, also where another version of the program would find other mentions.
struct RecordedCaption {
  /// The mentions in the order of the text.
  let records: [MentionRecord]
  /// The caption with these mentions.
  let reading: ReadCaption

  /// Puts a caption and its recorded mentions together.
  ///
  /// - Throws: ``Unexplainable`` when they are not of this text.
  init(
    _ reply: ModelReply, _ records: [MentionRecord], variant: CHAIRVariant
  ) throws(Unexplainable) {
    let length = reply.text.utf8.count
    guard
      records.enumerated().allSatisfy({
        $0 == $1.position && $1.range.upperBound <= length
      })
    else { throw Unexplainable(reason: "the mentions in the log do not fit the caption") }
    self.records = records
    reading = ReadCaption(
      reply.text, variant: variant, isCut: reply.finishReason == "length",
      mentions: records.map(Mention.init))
  }
}

extension Mention {
  /// A mention as the log has it; why one claims nothing is not recorded.
  init(_ record: MentionRecord) {
    self.init(
      object: record.object, surface: record.words, range: record.range, word: record.object,
      resolution: .certain, isNegated: record.standing == .noClaim)
  }
}

extension FindingExplaining {
  /// The caption of a probe, which is this reply, as the log has it.
  ///
  /// - Throws: ``Unexplainable``; ``LogError``.
  func recordedCaption(of probe: ProbeRecord, _ reply: ModelReply) throws -> RecordedCaption {
    try RecordedCaption(
      reply, try log.mentions(ofProbe: probe.id),
      variant: settings.captionVariant ?? ProbeAsking.usualVariant)
  }
}
