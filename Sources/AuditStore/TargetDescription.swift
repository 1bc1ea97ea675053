public import ModelAPI

/// Which part of an answer is explained.
public enum TokenLevel: String, Sendable, Hashable, CaseIterable, Codable {
  /// The first token of the answer, as the model said it.
  case firstToken = "first-token"
  /// The first token of the opposite answer, which the model did not say.
  case counterToken = "counter-token"
  /// All sub-tokens of a chosen word.
  case word
  /// A mention of a caption: that the caption comes to name the object, and all sub-tokens of its name.
  case mention
  /// A chosen set of tokens.
  case tokens
  /// The whole answer.
  case sentence
}

/// How the tokens of an answer are asked about on a masked image.
public enum ForcingWay: String, Sendable, Hashable, CaseIterable, Codable {
  /// One request: the answer before them as text, then the tokens by their ids.
  case afterPrefix = "after-prefix"
  /// One request: the whole answer by its tokens' ids.
  case fromStart = "from-start"
  /// One request a token: everything before it as text.
  case tokenByToken = "token-by-token"
}

/// The answer that is explained, on one image with its regions and its fill: what evaluations are of.
///
/// Targets are shared by content, so a second audit that explains the same answer the same way finds
/// every evaluation of the first.
public struct TargetDescription: Sendable, Hashable {
  /// The digest, in hexadecimal, of everything below and of how it is asked.
  public var key: String
  /// The model.
  public var modelID: Int64
  /// The digest of the whole image's pixels; the image is in the log.
  public var imageDigest: String
  /// The digest of its regions; the label map is in the log.
  public var labelMapDigest: String
  /// What hidden regions are filled with, by its command-line name.
  public var fill: String
  /// The user's text.
  public var prompt: String
  /// The answer before the explained tokens, teacher-forced; empty when they come first.
  public var answerPrefix: String
  /// The answer that is explained, as people would say it: `yes`, or the mention.
  public var said: String
  /// The explained tokens, at least one, in the order of an evaluation's probabilities.
  public var tokens: [Token]
  /// Which part of the answer the tokens are.
  public var level: TokenLevel
  /// All tokens that are teacher-forced after the prefix, the explained ones among them.
  public var forced: [Token]
  /// Where the explained tokens stand in `forced`, rising.
  public var positions: [Int]
  /// How they are asked about: the server was seen to give the answer its own probabilities that way.
  public var way: ForcingWay
  /// The tokens that lead up to a mention, rising by their places in `forced`, all before the explained ones.
  public var leadIn: [LeadInToken]

  /// Makes a description.
  ///
  /// - Precondition: `positions` has an entry for each of `tokens`, and each lies in `forced`.
  public init(
    key: String, modelID: Int64, imageDigest: String, labelMapDigest: String, fill: String,
    prompt: String, answerPrefix: String = "", said: String, tokens: [Token],
    level: TokenLevel = .firstToken, forced: [Token]? = nil, positions: [Int]? = nil,
    way: ForcingWay = .afterPrefix, leadIn: [LeadInToken] = []
  ) {
    let forced = forced ?? tokens
    let positions = positions ?? Array(tokens.indices)
    precondition(
      positions.count == tokens.count && positions.allSatisfy(forced.indices.contains),
      "\(positions) are not the places of \(tokens.count) tokens among \(forced.count)")
    self.key = key
    self.modelID = modelID
    self.imageDigest = imageDigest
    self.labelMapDigest = labelMapDigest
    self.fill = fill
    self.prompt = prompt
    self.answerPrefix = answerPrefix
    self.said = said
    self.tokens = tokens
    self.level = level
    self.forced = forced
    self.positions = positions
    self.way = way
    self.leadIn = leadIn
  }
}
