import Foundation
import ModelAPI

/// What a server understands beyond the interface that all of them share, seen in a reply of its own.
///
/// Unknown fields are ignored with status 200, so nothing is believed that a reply does not show.
struct ServerDialect: Sendable, Hashable {
  /// Whether the ids of the said tokens come beside them where `return_token_ids` asks for it (vLLM).
  ///
  /// Its `return_tokens_as_token_ids` would name the candidates' ids too, but instead of their texts.
  var givesTokenIDs = false
  /// Whether the prompt's tokens come with their log-probabilities where `prompt_logprobs` asks for them (vLLM).
  ///
  /// An answer is then scored by reading it as part of the prompt.
  var scoresPrompt = false
  /// Whether the chat must be told to begin with the tokenizer's own first token, for its template has
  /// none (vLLM with LLaVA 1.5).
  var needsSpecialTokens = false
  /// Whether pictures are sent as PNG, because BMP is refused.
  var sendsPNG = false
  /// The most candidates that the server lists, 1 … 20: whoever asks for more is refused, or gets fewer.
  var mostCandidates = 20

  /// The interface that all servers share.
  static let common = ServerDialect()

  /// The fields that ask a server to show what it understands; others ignore them, or refuse.
  static let question = ",\"return_token_ids\":true,\"prompt_logprobs\":0"
}

extension ServerDialect {
  /// The dialect that a whole examination leaves of what a first reply showed.
  ///
  /// What the server was seen to do wrong is not used, whatever the first reply promised.
  func relying(on capabilities: ServerCapabilities) -> ServerDialect {
    var dialect = self
    dialect.scoresPrompt = scoresPrompt && capabilities.forcesSeveral == .promptLogprobs
    dialect.needsSpecialTokens = capabilities.lacksFirstToken ?? needsSpecialTokens
    dialect.sendsPNG = capabilities.needsPNG
    dialect.mostCandidates = min(max(capabilities.topLogProbabilities, 1), 20)
    return dialect
  }

  /// Reads off a reply to ``question`` what the server understood.
  ///
  /// - Parameters:
  ///   - reply: The reply to a short text, not empty.
  ///   - start: The tokens that the tokenizer makes of no text, its first token that is; empty where the
  ///     server does not say.
  init(_ reply: ChatReplyBody, start: [Int] = []) {
    let choice = reply.choices?.first
    if let said = choice?.token_ids, !said.isEmpty {
      givesTokenIDs = said.count == choice?.logprobs?.content?.count
    }
    let ids = reply.prompt_token_ids ?? []
    let scores = reply.prompt_logprobs ?? []
    // The first token has nothing before it, and so no probability.
    scoresPrompt =
      givesTokenIDs && ids.count > 1 && scores.count == ids.count
      && zip(ids, scores).dropFirst().allSatisfy { $1?[String($0)] != nil }
    needsSpecialTokens =
      givesTokenIDs && start.count == 1 && !ids.isEmpty && ids.first != start.first
  }
}

/// What vLLM's `/tokenize` answers.
struct TokenizedText: Decodable {
  var tokens: [Int]?

  /// What the tokenizer puts before any text is asked for with this body.
  static let emptyText = "{\"prompt\":\"\",\"add_special_tokens\":true}"

  /// The tokens on a page; none when it is another page.
  static func ids(in bytes: [UInt8]) -> [Int] {
    (try? JSONDecoder().decode(TokenizedText.self, from: Data(bytes)))?.tokens ?? []
  }
}
