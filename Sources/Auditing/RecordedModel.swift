import AuditStore
import Codecs
import Foundation
import Imaging
import ModelAPI

/// A model whose answers by generation are kept: what the log holds is not asked again.
struct RecordedModel: Sendable {
  let model: RunModel
  let identity: ModelIdentity
  let modelID: Int64
  let log: AuditLog
  let now: @Sendable () -> Date

  /// A reply and the key under which the log holds it.
  struct Recorded: Sendable {
    var key: String
    var reply: ModelReply
  }

  /// The key under which the log holds the greedy answer to a question about an image.
  func key(ofAnswerTo prompt: String, aboutImage digest: String?, maxTokens: Int) -> String {
    ContentKey.request(
      model: identity, imageDigest: digest,
      ModelRequest(image: nil, prompt: prompt, maxTokens: maxTokens))
  }

  /// The greedy answer to a question about an image, from the log or from the model.
  ///
  /// - Parameters:
  ///   - prompt: The question.
  ///   - image: The pixels to ask about.
  ///   - prefix: The answer so far, that the model is to go on with; empty for an answer from its start.
  ///   - maxTokens: The most tokens to answer.
  /// - Returns: The reply that the log holds.
  /// - Throws: ``ModelError`` from the model, ``LogError`` from the log.
  func answer(
    _ prompt: String, about image: RGBImage, after prefix: String = "", maxTokens: Int
  ) async throws -> Recorded {
    let request = ModelRequest(
      image: image, prompt: prompt, answerPrefix: prefix, maxTokens: maxTokens)
    let digest = SHA256Digest.hex(of: image)
    let key = ContentKey.request(model: identity, imageDigest: digest, request)
    if let stored = try log.reply(key: key) {
      // A run that goes on compares the server with what it was when this was answered.
      try model.note(stored.reply, to: request)
      return Recorded(key: key, reply: stored.reply)
    }
    let reply = try await model.reply(to: request)
    let stored = try await log.record(
      reply: StoredReply(
        key: key, modelID: modelID, imageDigest: digest, prompt: prompt, answerPrefix: prefix,
        reply: reply,
        receivedAt: now()))
    return Recorded(key: key, reply: stored.reply)
  }
}
