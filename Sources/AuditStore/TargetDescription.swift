public import ModelAPI

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

  /// Makes a description.
  public init(
    key: String, modelID: Int64, imageDigest: String, labelMapDigest: String, fill: String,
    prompt: String, answerPrefix: String = "", said: String, tokens: [Token]
  ) {
    self.key = key
    self.modelID = modelID
    self.imageDigest = imageDigest
    self.labelMapDigest = labelMapDigest
    self.fill = fill
    self.prompt = prompt
    self.answerPrefix = answerPrefix
    self.said = said
    self.tokens = tokens
  }
}
