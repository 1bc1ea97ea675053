import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing

/// One answer token of one image, asked about masked images through the log.
///
/// What the log holds is answered from it; the rest is composed, sent, and written to the log before it is
/// returned. So a search never relies on what a crash could lose, and never pays twice.
struct LogBackedEvaluator: Evaluator {
  let model: any VisionLanguageModel
  let log: AuditLog
  let targetID: Int64
  let composer: MaskedImageComposer
  let prompt: String
  /// The answer that is explained, and the token that began it.
  let said: Answer
  let token: Token
  /// What the log held when the explanation began.
  let known: [RegionSet: Evaluation]
  /// The most masked images to hold at once.
  let maxInFlight: Int
  let stop: StopSignal
  let now: @Sendable () -> Date
  /// Called after each evaluation that was sent.
  let evaluated: @Sendable () -> Void

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    var answers = known
    try await forEachBounded(shown.filter { known[$0] == nil }, limit: maxInFlight) { set in
      try stop.check()
      return (set, try await ask(set))
    } consume: { set, evaluation in
      answers[set] = evaluation
    }
    return shown.compactMap { answers[$0] }
  }

  /// Asks about one masked image and writes the answer down.
  private func ask(_ shown: RegionSet) async throws -> Evaluation {
    let evaluation = try await measure(composer.image(showing: shown))
    let recorded = try await log.record(
      evaluations: [(shown, evaluation)], target: targetID, at: now())
    evaluated()
    return recorded.first ?? evaluation
  }

  /// Asks about one image, without the log: for what must be measured anew, as the server's noise.
  func measure(_ image: RGBImage) async throws -> Evaluation {
    // Without its id a token cannot be forced; its probability is then exact only if it is listed.
    let reply = try await model.reply(
      to: ModelRequest(
        image: image, prompt: prompt, maxTokens: 1, forcedToken: token.id == nil ? nil : token))
    guard let first = reply.tokens.first else {
      throw ModelError(
        code: .unusableReply, message: "the server gave no token probabilities for a masked image")
    }
    return Evaluation(first, said: said, token: token)
  }
}

extension Evaluation {
  /// Reads an evaluation off the first token's distribution.
  ///
  /// The probability is that of the explained token itself. The margin is between the meanings: all spellings
  /// of the answer against all spellings of its opposite. When the server listed neither, nothing is
  /// known of the margin: it is 0 and bounded, which no floor clears.
  init(_ distribution: TokenDistribution, said: Answer, token: Token) {
    let entry = distribution.entries.first { $0.token.matches(token) }
    let margin = AnswerProbabilities(distribution).margin(said: said)
    self.init(
      probabilities: [
        naturalExponential(entry?.logProbability ?? distribution.unlistedUpperBound)
      ],
      margin: margin.nats ?? 0,
      isBounded: entry == nil || !margin.isExact)
  }
}

extension Token {
  /// Whether this is the other token: by id where both have one, else by text.
  func matches(_ other: Token) -> Bool {
    if let id, let otherID = other.id { return id == otherID }
    return text == other.text
  }
}
