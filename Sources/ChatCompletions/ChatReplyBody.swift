import Codecs
import ModelAPI

/// The reply to a chat request, in the parts that are used.
///
/// Properties are named as on the wire. Unknown fields are ignored and missing ones are nil here;
/// ``modelReply(to:)`` decides what is needed.
struct ChatReplyBody: Decodable, Equatable {
  struct Choice: Decodable, Equatable {
    var message: Message?
    var logprobs: LogProbabilities?
    var finish_reason: String?
    var token_ids: [Int]?
  }

  struct Message: Decodable, Equatable {
    var content: String?
  }

  struct LogProbabilities: Decodable, Equatable {
    var content: [Position]?
  }

  struct Position: Decodable, Equatable {
    var id: Int?
    var token: String?
    var bytes: [UInt8]?
    var logprob: Double?
    var top_logprobs: [Candidate]?
  }

  struct Candidate: Decodable, Equatable {
    var id: Int?
    var token: String?
    var logprob: Double?
  }

  /// vLLM's account of a prompt's token.
  struct PromptCandidate: Decodable, Equatable {
    var logprob: Double?
    var decoded_token: String?
  }

  struct Usage: Decodable, Equatable {
    var prompt_tokens: Int?
  }

  var choices: [Choice]?
  var usage: Usage?
  var model: String?
  var system_fingerprint: String?
  var prompt_token_ids: [Int]?
  /// For each prompt token its own log-probability and those of the likeliest others, by their ids.
  var prompt_logprobs: [[String: PromptCandidate]?]?

  /// A reply with nothing in it.
  init() {}

  /// Reads a reply's bytes.
  ///
  /// - Throws: ``ModelError`` `unusableReply` when they are no JSON of this shape; NaN is no JSON
  ///   either.
  init(_ bytes: [UInt8]) throws(ModelError) {
    do {
      self = try Self.read(bytes)
    } catch {
      throw .unusable("the server's reply is not the JSON of a chat completion")
    }
  }

  /// The reply with everything checked that could silently give a wrong number.
  ///
  /// - Throws: ``ModelError`` `unusableReply` when a part is missing or is not what was asked for.
  func modelReply(
    to request: ModelRequest, _ dialect: ServerDialect = .common
  ) throws(ModelError) -> ModelReply {
    if ChatRequestBody.isRead(request, dialect) { return try readAnswer(to: request) }
    guard let choice = choices?.first else { throw .unusable("the server's reply has no choices") }
    let text = choice.message?.content ?? ""
    guard var positions = choice.logprobs?.content else {
      throw .unusable(
        "the server's reply has no log-probabilities: start the server so that it allows "
          + "logprobs and top_logprobs (vLLM: --max-logprobs 20)")
    }
    if dialect.givesTokenIDs {
      Self.complete(&positions, with: choice.token_ids ?? [], spelledAsIn: text)
    }
    var tokens: [TokenDistribution] = []
    for position in positions { tokens.append(try position.distribution()) }
    // An answer may end before its first token, but never when a token was forced.
    let isEmptyAnswer =
      text.isEmpty && choice.finish_reason == "stop" && request.forcedTokens.isEmpty
    guard !tokens.isEmpty || isEmptyAnswer else {
      throw .unusable(
        "the server gave no log-probability for the token: it is the first part of a character, "
          + "which the server holds back; ask for another token and read this one from the list")
    }
    for (position, forced) in zip(positions, request.forcedTokens) {
      guard position.isToken(forced) else {
        let means = request.forcedTokens.count == 1 ? "logit_bias" : "a grammar of token ids"
        throw .unusable(
          "the server answered \(quoted(position.token ?? "")) instead of the forced token "
            + "\(quoted(forced.text)): it ignores \(means), or the token id is not the model's")
      }
    }
    guard positions.count >= request.forcedTokens.count else {
      throw .unusable(
        "the server answered \(positions.count) tokens instead of the "
          + "\(request.forcedTokens.count) that were forced")
    }
    return ModelReply(
      text: text, tokens: tokens, finishReason: choice.finish_reason,
      promptTokenCount: usage?.prompt_tokens, systemFingerprint: system_fingerprint)
  }

  private func quoted(_ token: String) -> String {
    JSONText.quoted(ServerErrorText.withoutControls(String(token.prefix(40))))
  }
}

extension ChatReplyBody.Position {
  /// Whether this is the token, by its id where the server gives one, else by its text or its
  /// bytes.
  fileprivate func isToken(_ other: Token) -> Bool {
    if let id, let otherID = other.id { return id == otherID }
    return token == other.text || bytes.map { $0 == Array(other.text.utf8) } == true
  }

  fileprivate func distribution() throws(ModelError) -> TokenDistribution {
    let said = try ChatReplyBody.entry(id: id, token: token, logprob: logprob)
    var alternatives: [TokenDistribution.Entry] = []
    for other in top_logprobs ?? [] {
      alternatives.append(
        try ChatReplyBody.entry(id: other.id, token: other.token, logprob: other.logprob))
    }
    // vLLM lists the said token first whatever its rank; what is not listed is below the others alone.
    if alternatives.count > 1, alternatives[0].logProbability < alternatives[1].logProbability,
      alternatives[0] == said
    {
      alternatives.removeFirst()
    }
    return TokenDistribution(said: said, alternatives: alternatives)
  }
}

extension ChatReplyBody {
  /// Servers write minus infinity as a number that JSON can hold: -9999 (vLLM), -3.4e38
  /// (llama.cpp).
  private static let leastLogProbability = -9999.0
  /// How far above 0 rounding in 32 bits can lift a log-probability.
  private static let roundingError = 1e-3

  static func entry(
    id: Int?, token: String?, logprob: Double?
  ) throws(ModelError) -> TokenDistribution.Entry {
    guard let token, let logprob, logprob <= roundingError else {
      throw .unusable(
        "the server gave a log-probability that is none: missing, not a number, or above 0")
    }
    let value = logprob <= leastLogProbability ? -Double.infinity : min(logprob, 0)
    return TokenDistribution.Entry(token: Token(text: token, id: id), logProbability: value)
  }
}

extension ModelError {
  /// An error about a reply that came but cannot be used.
  static func unusable(_ message: String) -> ModelError {
    ModelError(code: .unusableReply, message: message)
  }
}
