import AuditStore
import Imaging
import ModelAPI
import Probing

extension ProbeAsking {
  /// Reads and judges a caption, and records it with its mentions; how many of them are hallucinated.
  ///
  /// Where nobody says what is in the picture, the model is asked about each object that its caption claims, once an
  /// object. A model that denies what it has said contradicts itself; whether it is the caption that is wrong stays open.
  ///
  /// - Throws: ``ModelError``; ``LogError``.
  func judge(
    captionOf probe: ProbeRecord, _ task: CaptionTask, _ answer: RecordedModel.Recorded,
    _ image: RGBImage
  ) async throws -> Int {
    let reading = ReadCaption(
      answer.reply, variant: settings.captionVariant ?? Self.usualVariant)
    var isThere: [String: Bool] = [:]
    var askedKeys: [String: String] = [:]
    if task.present != nil {
      for object in reading.claimedObjects { isThere[object] = task.isPresent(object) }
    } else {
      for object in reading.claimedObjects {
        try stop.check()
        let asked = try await model.answer(
          QuestionWording.standard.question(about: object), about: image,
          maxTokens: settings.maxAnswerTokens)
        askedKeys[object] = asked.key
        isThere[object] = rule.answer(to: ProbeReply(asked.reply), label: nil).map { $0 == .yes }
      }
    }
    let standings = reading.standings { isThere[$0] }
    let mentions = zip(reading.mentions, standings).enumerated().map { position, judged in
      MentionRecord(
        probeID: probe.id, position: position, object: judged.0.object, words: judged.0.surface,
        range: judged.0.range, standing: judged.1, quarter: reading.quarter(of: judged.0),
        askedKey: judged.1 == .noClaim ? nil : askedKeys[judged.0.object])
    }
    try log.record(
      caption: CaptionRecord(
        probeID: probe.id, replyKey: answer.key, variant: reading.variant,
        judge: task.present == nil ? .model : .annotations, isCut: reading.isCut),
      mentions: mentions)
    return standings.count { $0 == .hallucinated }
  }

  /// How objects are found where the settings do not say.
  static let usualVariant = CHAIRVariant.fixed
}

extension ReadCaption {
  /// Reads the caption of a reply.
  init(_ reply: ModelReply, variant: CHAIRVariant) {
    self.init(reply.text, variant: variant, isCut: reply.finishReason == "length")
  }
}
