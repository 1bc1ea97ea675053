/// What a server can do for scoring, as its own replies showed.
///
/// Everything starts at what is safe to assume of a server that nobody has asked.
public struct ServerCapabilities: Sendable, Hashable, Codable {
  /// How several given tokens get their log-probabilities in one request.
  public enum SeveralTokens: String, Sendable, Hashable, Codable {
    /// By a grammar of token ids (llama.cpp).
    case grammar
    /// By the log-probabilities of the prompt that ends in them (vLLM).
    case promptLogprobs = "prompt-logprobs"
    /// Not at all: one request per token.
    case none
  }

  /// How a server names tokens in its replies.
  public enum TokenNaming: String, Sendable, Hashable, Codable {
    /// With their ids, unasked (llama.cpp).
    case id
    /// With their ids when `return_tokens_as_token_ids` is sent (vLLM).
    case idWhenAsked = "id-when-asked"
    /// By their text alone, which several ids can share.
    case text
  }

  /// Whether pictures are taken as BMP.
  public var takesBMP = false
  /// Whether pictures are taken as PNG.
  public var takesPNG = false
  /// Whether a picture changes the answer.
  public var seesPictures = false
  /// The most `top_logprobs` that come back, 20 at most; 0 where there are no log-probabilities.
  public var topLogProbabilities = 0
  /// How tokens are named.
  public var tokenNaming = TokenNaming.text
  /// Whether a token forced by `logit_bias` comes back with the model's own log-probability.
  public var canForceFirstToken = false
  /// Whether forced log-probabilities are the model's own; nil when no token could be forced.
  public var givesRawLogProbabilities: Bool?
  /// Whether `logprob_token_ids` gives the log-probabilities of chosen tokens.
  public var takesChosenTokens = false
  /// Whether an answer goes on from a given prefix.
  public var continuesPrefix = false
  /// How several tokens are scored in one request.
  public var forcesSeveral = SeveralTokens.none
  /// Whether `add_special_tokens` must be sent, because the chat template lacks the first token; nil when unknown.
  public var lacksFirstToken: Bool?
  /// The longest context of one request, in tokens; nil when the server does not say.
  public var contextLength: Int?
  /// The largest difference between replies to one request, alone, in nats; nil when not measured.
  public var noiseFloor: Double?
  /// The same among other requests, in nats; nil when not measured.
  public var noiseUnderLoad: Double?
  /// The number of requests in flight beyond which no more are answered in a second; nil when not measured.
  public var mostUsefulInFlight: Int?
  /// The time from one reply to the next at that number, in milliseconds; nil when not measured.
  public var millisecondsPerEvaluation: Double?
  /// Replies per second at that number; nil when not measured.
  public var evaluationsPerSecond: Double?

  /// Nothing known.
  public init() {}
}
