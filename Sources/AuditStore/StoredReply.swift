public import Foundation
public import ModelAPI

/// A model's answer by generation, with the request that it answers.
public struct StoredReply: Sendable, Hashable {
  /// The digest of the whole request (model, pixels, text, limits), in hexadecimal.
  public var key: String
  /// The model that answered.
  public var modelID: Int64
  /// The digest of the pixels that were asked about, masked images included; nil for a text-only question.
  public var imageDigest: String?
  /// The user's text.
  public var prompt: String
  /// The answer so far that the model was to continue.
  public var answerPrefix: String
  /// What the model said.
  public var reply: ModelReply
  /// When the answer came, to the millisecond.
  public var receivedAt: Date

  /// Makes a stored reply.
  public init(
    key: String, modelID: Int64, imageDigest: String?, prompt: String, answerPrefix: String = "",
    reply: ModelReply, receivedAt: Date
  ) {
    self.key = key
    self.modelID = modelID
    self.imageDigest = imageDigest
    self.prompt = prompt
    self.answerPrefix = answerPrefix
    self.reply = reply
    self.receivedAt = receivedAt
  }
}
