public import Logging
public import ModelAPI

/// A model behind an OpenAI-compatible HTTP server, asked by `POST /v1/chat/completions`.
public struct ChatCompletionsModel: VisionLanguageModel {
  /// Which model answers: its name on the server, and what tells its weights from others.
  public let identity: ModelIdentity

  private let client: ServerClient
  private let dialect: ServerDialect
  private let retryPolicy: RetryPolicy
  private let witness: ModelWitness

  /// Finds the model on its servers.
  ///
  /// A server that refuses is not waited for: the mistake is more likely in the address. Of several servers, one
  /// that cannot be reached is set aside, and tried again during the run; all that answer must serve one model.
  ///
  /// - Parameters:
  ///   - server: Where and how to ask.
  ///   - logger: Told about attempts that are repeated, at level debug, and about servers that go away and come
  ///     back, at level notice.
  /// - Throws: ``ModelError`` when no server can be reached, one refuses the key or lacks the model, or two serve
  ///   different models.
  public init(connectingTo server: ChatServer, logger: Logger? = nil) async throws(ModelError) {
    try await self.init(connectingTo: server, logger: logger, clock: .real)
  }

  /// Finds the model, and waits between attempts as the caller says.
  init(
    connectingTo server: ChatServer, logger: Logger?, clock: RequestClock
  ) async throws(ModelError) {
    retryPolicy = server.retryPolicy
    client = ServerClient(server, logger: logger, clock: clock)
    let sighting = try await client.recognized()
    identity = sighting.identity
    dialect = sighting.dialect
    witness = ModelWitness(name: sighting.answeredName, fingerprint: sighting.systemFingerprint)
  }

  /// Whether several forced tokens are read as part of the prompt, whose ids the server then shows.
  public var readsForcedTokens: Bool { dialect.scoresPrompt }

  /// Asks the server; requests beyond its connections wait.
  ///
  /// A reply that cannot be used is asked for once more, for it may have been cut short on its way.
  ///
  /// - Throws: ``ModelError`` when the server could not be asked, also after retries, or when a
  ///   check of the reply fails: a reply that is not what was asked for is never taken for it.
  public func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    if let forced = request.forcedTokens.first(where: { $0.id == nil }) {
      throw ModelError(
        code: .rejected,
        message:
          "the token \(JSONText.quoted(forced.text)) cannot be forced without its id, which this "
          + "server did not give")
    }
    do throws(ModelError) {
      return try await answer(to: request)
    } catch {
      guard error.code == .unusableReply else { throw error }
      return try await answer(to: request)
    }
  }

  private func answer(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    let bytes = try await client.post(policy: retryPolicy) {
      ChatRequestBody.make(request, modelName: identity.name, dialect)
    }
    let body = try ChatReplyBody(bytes)
    try witness.check(body)
    return try body.modelReply(to: request, dialect)
  }
}
