import ModelAPI
import Synchronization

/// Counts the requests that reach a model.
final class CountedModel: VisionLanguageModel {
  private let model: any VisionLanguageModel
  private let sent = Atomic<Int>(0)

  init(_ model: any VisionLanguageModel) { self.model = model }

  /// How many requests were sent, those that failed included.
  var requestCount: Int { sent.load(ordering: .relaxed) }

  var readsForcedTokens: Bool { model.readsForcedTokens }

  var capabilities: ServerCapabilities? { model.capabilities }

  func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    sent.add(1, ordering: .relaxed)
    return try await model.reply(to: request)
  }
}
