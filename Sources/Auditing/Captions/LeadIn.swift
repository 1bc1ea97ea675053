import AuditStore
import Imaging
import ModelAPI
import Probing

/// The tokens of a caption that lead up to a mention.
///
/// Where a mention hangs is often decided before it: at "There is a" instead of "It looks like", not at the noun, which the
/// words before it all but determine. So a mention is explained together with its lead-in: the tokens from the beginning of
/// its sentence, or from the end of the mention before it in the same sentence. A caption can be reworded without saying
/// anything else, so at each of these tokens the model is let go on with the likeliest others, on the whole image: those
/// that come to name the same object in that sentence count as ways to say it.
struct LeadIn {
  /// The most tokens in front of a mention that are looked at.
  private static let mostTokens = 12
  /// The least probability of another token for it to be tried.
  private static let leastProbability = 0.02
  /// The most other tokens that are tried for one mention, the likeliest first.
  private static let mostTried = 8
  /// How many tokens the model may go on for, besides as many as lead-in and mention have.
  private static let furtherTokens = 12

  let answer: AnswerTokens
  /// The places of the lead-in's tokens in the answer.
  let places: Range<Int>
  /// Where the lead-in begins in the caption, in bytes.
  let start: Int
  /// The number of tokens of the mention.
  let mentionLength: Int

  /// Finds the lead-in of a mention, of the caption as it was recorded.
  ///
  /// - Throws: ``Unexplainable`` when the caption's tokens do not spell the mention.
  init(
    of mention: MentionRecord, in reply: ModelReply, _ reading: ReadCaption
  ) throws(Unexplainable) {
    answer = try AnswerTokens(reply)
    let own = try answer.places(ofText: mention.range, in: reply.text)
    guard let first = own.first else {
      throw Unexplainable(reason: "the answer's tokens do not spell \"\(mention.words)\"")
    }
    mentionLength = own.count
    start = reading.leadInStart(ofMention: mention.position)
    // Where tokens do not spell the words in front, only the mention itself is looked at.
    let leading =
      start < mention.range.lowerBound
      ? (try? answer.places(ofText: start..<mention.range.lowerBound, in: reply.text)) ?? [] : []
    let begin = leading.first { $0 < first } ?? first
    places = max(begin, first - Self.mostTokens)..<first
  }

  /// The other tokens worth trying, by place, the likeliest first.
  var rivals: [(place: Int, token: Token)] {
    places.flatMap { place in
      answer.tokens[place].entries.filter { entry in
        !entry.token.matches(answer.tokens[place].said.token) && !entry.token.text.isEmpty
          && naturalExponential(entry.logProbability) >= Self.leastProbability
      }.map { (place, $0) }
    }.sorted { ($1.1.logProbability, $0.0) < ($0.1.logProbability, $1.0) }
      .prefix(Self.mostTried).map { ($0.0, $0.1.token) }
  }

  /// The caption before a place, and a token there.
  func prefix(before place: Int, _ token: Token) -> String {
    answer.tokens[..<place].map(\.said.token.text).joined() + token.text
  }

  /// How many tokens the model goes on for.
  var continuationLength: Int { places.count + mentionLength + Self.furtherTokens }
}

extension FindingExplaining {
  /// The tokens of a finding's mention with what leads up to it: as the log has them, if it does.
  ///
  /// - Throws: ``Unexplainable``; ``Interrupted``; ``ModelError``; ``LogError``.
  @inline(never)  // Swift 6.3 crashes when it splits a caller that this is inlined into.
  func target(
    of finding: FindingRecord, _ mention: MentionRecord, in reply: ModelReply, _ probe: ProbeRecord,
    _ image: RGBImage
  ) async throws -> AnswerTarget {
    if let id = finding.targetID, let recorded = try log.target(id: id) {
      return try AnswerTarget(mention, recorded, of: reply)
    }
    return try await target(of: mention, in: reply, probe, image)
  }

  /// The tokens of a mention with what leads up to it.
  ///
  /// - Throws: ``Unexplainable``; ``Interrupted``; ``ModelError``; ``LogError``.
  func target(
    of mention: MentionRecord, in reply: ModelReply, _ probe: ProbeRecord, _ image: RGBImage
  ) async throws -> AnswerTarget {
    let prompt = settings.prompt(for: probe.probe)
    let variant = settings.captionVariant ?? ProbeAsking.usualVariant
    let leadIn = try LeadIn(of: mention, in: reply, recordedCaption(of: probe, reply).reading)
    var tokens = leadIn.places.map { place in
      LeadInToken(
        position: place,
        ways: [
          LeadInToken.Way(
            token: leadIn.answer.tokens[place].said.token, replyKey: nil, leads: true)
        ])
    }
    // A server that cannot go on with a text cannot be asked; then only the caption's own words count.
    if model.model.capabilities?.continuesPrefix ?? true {
      for (place, token) in leadIn.rivals {
        try stop.check()
        let prefix = leadIn.prefix(before: place, token)
        // A wording that nobody answered for would make another target: the mention waits for the next run.
        let continued = try await model.answer(
          prompt, about: image, after: prefix, maxTokens: leadIn.continuationLength)
        // Some servers repeat the text that they go on with, so the new tokens are read.
        let text = prefix + continued.reply.tokens.map(\.said.token.text).joined()
        tokens[place - leadIn.places.lowerBound].ways.append(
          LeadInToken.Way(
            token: token, replyKey: continued.key,
            leads: ReadCaption(text, variant: variant, isCut: true)
              .names(mention.object, inSentenceAt: leadIn.start)))
      }
    }
    return try AnswerTarget(mention, of: reply, to: prompt, leadIn: tokens)
  }
}

extension AnswerTarget {
  /// The target of a mention as the log has it.
  ///
  /// - Throws: ``Unexplainable`` when the caption's tokens do not spell the mention.
  init(
    _ mention: MentionRecord, _ recorded: TargetDescription, of reply: ModelReply
  ) throws(Unexplainable) {
    let first = try AnswerTokens(reply).places(ofText: mention.range, in: reply.text).first ?? 0
    let start = first - (recorded.positions.first ?? 0)
    try self.init(
      mention, of: reply, to: recorded.prompt,
      leadIn: recorded.leadIn.map {
        LeadInToken(position: $0.position + start, ways: $0.ways)
      })
  }
}
