public import Imaging

/// One question to a model.
public struct ModelRequest: Sendable, Hashable {
  /// The picture, upright, or nil for a text-only question.
  public var picture: AskedPicture?
  /// The user's text, placed after the image.
  public var prompt: String
  /// The answer so far, word for word, that the model is to continue; empty at the first token.
  public var answerPrefix: String
  /// The most tokens to answer, at least 1.
  public var maxTokens: Int
  /// How many candidates to list per position, 1 … 20.
  public var topLogProbabilities: Int
  /// The tokens to answer whatever their probabilities, so that these are exact; empty for a greedy
  /// answer.
  ///
  /// All of them have ids, and there are `maxTokens` of them.
  public var forcedTokens: [Token]

  /// The picture in pixels; a masked one is made anew at each call.
  public var image: RGBImage? { picture?.image }

  /// Makes a request about a picture as it is, or about none.
  public init(
    image: RGBImage?, prompt: String, answerPrefix: String = "", maxTokens: Int = 1,
    topLogProbabilities: Int = 20, forcedTokens: [Token] = []
  ) {
    self.init(
      picture: image.map(AskedPicture.whole), prompt: prompt, answerPrefix: answerPrefix,
      maxTokens: maxTokens, topLogProbabilities: topLogProbabilities, forcedTokens: forcedTokens)
  }

  /// Makes a request about a picture that may be masked.
  public init(
    picture: AskedPicture?, prompt: String, answerPrefix: String = "", maxTokens: Int = 1,
    topLogProbabilities: Int = 20, forcedTokens: [Token] = []
  ) {
    self.picture = picture
    self.prompt = prompt
    self.answerPrefix = answerPrefix
    self.maxTokens = maxTokens
    self.topLogProbabilities = topLogProbabilities
    self.forcedTokens = forcedTokens
  }
}

/// What a model said.
public struct ModelReply: Sendable, Hashable {
  /// The whole text.
  public var text: String
  /// One distribution per answered token; empty when the server gives no log-probabilities.
  public var tokens: [TokenDistribution]
  /// Why the answer ended, in the server's word (`stop`, `length`), or nil.
  public var finishReason: String?
  /// The number of prompt tokens, image included, or nil.
  public var promptTokenCount: Int?
  /// The server's own mark of its configuration, or nil.
  public var systemFingerprint: String?

  /// Makes a reply.
  public init(
    text: String, tokens: [TokenDistribution], finishReason: String? = nil,
    promptTokenCount: Int? = nil, systemFingerprint: String? = nil
  ) {
    self.text = text
    self.tokens = tokens
    self.finishReason = finishReason
    self.promptTokenCount = promptTokenCount
    self.systemFingerprint = systemFingerprint
  }
}

/// Which model answers: enough to tell two models apart in a log, and never a host or a key.
public struct ModelIdentity: Sendable, Hashable {
  /// The model's name as the server lists it.
  public var name: String
  /// What else tells this model from another of the same name: a digest of weights or the server's
  /// own fingerprint; empty when nothing is known.
  public var fingerprint: String

  /// Makes an identity.
  public init(name: String, fingerprint: String) {
    self.name = name
    self.fingerprint = fingerprint
  }
}

/// A multimodal model that answers one request at a time, many at once.
public protocol VisionLanguageModel: Sendable {
  /// Answers one request.
  ///
  /// - Throws: ``ModelError`` when the model could not be asked or its answer cannot be used.
  func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply

  /// Whether the model reads several forced tokens as part of the question and shows that it read those
  /// and no others; else it is told to say them, and may say them only because it would anyway.
  var readsForcedTokens: Bool { get }

  /// What the model's server was found to be able to do; nil when nobody examined it.
  var capabilities: ServerCapabilities? { get }
}

extension VisionLanguageModel {
  /// Forced tokens are said.
  public var readsForcedTokens: Bool { false }

  /// Nobody examined it.
  public var capabilities: ServerCapabilities? { nil }
}
