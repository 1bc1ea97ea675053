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

  /// What the checks' picture of 128×128 pixels adds to a prompt, in tokens; nil when the server does not say.
  public var pictureTokens: Int?
  /// The tokens of a prompt with the checks' question alone; nil when the server does not say.
  public var textTokens: Int?

  /// The names survive a change to snake case and back.
  private enum CodingKeys: String, CodingKey {
    case takesBMP = "takesBmp"
    case takesPNG = "takesPng"
    case tokenNaming, seesPictures, topLogProbabilities, canForceFirstToken
    case givesRawLogProbabilities, takesChosenTokens, continuesPrefix, forcesSeveral
    case lacksFirstToken, contextLength, noiseFloor, noiseUnderLoad, mostUsefulInFlight
    case millisecondsPerEvaluation, evaluationsPerSecond, pictureTokens, textTokens
  }

  /// Nothing known.
  public init() {}
}

extension ServerCapabilities {
  /// Whether nothing that the server says of a probability is the model's own: what it was made to say comes back
  /// as certain, so that its lists are what was left after its own processing, too.
  public var givesProcessedLists: Bool { givesRawLogProbabilities == false }

  /// Whether pictures have to be sent as PNG.
  public var needsPNG: Bool { takesPNG && !takesBMP }
}

extension ServerCapabilities {
  /// Reads capabilities; what another version of Hallux did not write is not known.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    takesBMP = try values.decodeIfPresent(Bool.self, forKey: .takesBMP) ?? takesBMP
    takesPNG = try values.decodeIfPresent(Bool.self, forKey: .takesPNG) ?? takesPNG
    seesPictures = try values.decodeIfPresent(Bool.self, forKey: .seesPictures) ?? seesPictures
    topLogProbabilities =
      try values.decodeIfPresent(Int.self, forKey: .topLogProbabilities) ?? topLogProbabilities
    tokenNaming =
      try values.decodeIfPresent(TokenNaming.self, forKey: .tokenNaming) ?? tokenNaming
    canForceFirstToken =
      try values.decodeIfPresent(Bool.self, forKey: .canForceFirstToken) ?? canForceFirstToken
    givesRawLogProbabilities =
      try values.decodeIfPresent(Bool.self, forKey: .givesRawLogProbabilities)
    takesChosenTokens =
      try values.decodeIfPresent(Bool.self, forKey: .takesChosenTokens) ?? takesChosenTokens
    continuesPrefix =
      try values.decodeIfPresent(Bool.self, forKey: .continuesPrefix) ?? continuesPrefix
    forcesSeveral =
      try values.decodeIfPresent(SeveralTokens.self, forKey: .forcesSeveral) ?? forcesSeveral
    lacksFirstToken = try values.decodeIfPresent(Bool.self, forKey: .lacksFirstToken)
    contextLength = try values.decodeIfPresent(Int.self, forKey: .contextLength)
    noiseFloor = try values.decodeIfPresent(Double.self, forKey: .noiseFloor)
    noiseUnderLoad = try values.decodeIfPresent(Double.self, forKey: .noiseUnderLoad)
    mostUsefulInFlight = try values.decodeIfPresent(Int.self, forKey: .mostUsefulInFlight)
    millisecondsPerEvaluation =
      try values.decodeIfPresent(Double.self, forKey: .millisecondsPerEvaluation)
    evaluationsPerSecond = try values.decodeIfPresent(Double.self, forKey: .evaluationsPerSecond)
    pictureTokens = try values.decodeIfPresent(Int.self, forKey: .pictureTokens)
    textTokens = try values.decodeIfPresent(Int.self, forKey: .textTokens)
  }
}
