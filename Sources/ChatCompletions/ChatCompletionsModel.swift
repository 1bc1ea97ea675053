public import Logging
public import ModelAPI

/// A model behind an OpenAI-compatible HTTP server, asked by `POST /v1/chat/completions`.
public struct ChatCompletionsModel: VisionLanguageModel {
  /// Which model answers: its name on the server, and what tells its weights from others.
  public let identity: ModelIdentity

  private let client: ServerClient

  /// Finds the model on its server.
  ///
  /// A server that refuses is not waited for: the mistake is more likely in the address.
  ///
  /// - Parameters:
  ///   - server: Where and how to ask.
  ///   - logger: Told about attempts that are repeated, at level debug.
  /// - Throws: ``ModelError`` when the server cannot be reached, refuses the key, or lacks the model.
  public init(connectingTo server: ChatServer, logger: Logger? = nil) async throws(ModelError) {
    try await self.init(
      connectingTo: server, logger: logger, sleep: { try await Task.sleep(for: $0) })
  }

  /// Finds the model, and waits between attempts as the caller says.
  init(
    connectingTo server: ChatServer, logger: Logger?, sleep: @escaping ServerClient.Sleep
  ) async throws(ModelError) {
    client = ServerClient(server, logger: logger, sleep: sleep)
    let once = RetryPolicy(
      shortestDelay: server.retryPolicy.shortestDelay,
      longestDelay: server.retryPolicy.longestDelay,
      maxRetries: 0)
    let page = try await client.get(server.address.models, policy: once)
    guard let page else {
      // Some proxies forward the chat alone; a named model can still be asked.
      guard let name = server.modelName else {
        throw ModelError(
          code: .notFound, message: "the server does not list its models: name the model to ask")
      }
      identity = ModelIdentity(name: name, fingerprint: server.fingerprint ?? "")
      return
    }
    let entry = try ModelList(page).entry(named: server.modelName)
    var fingerprint = server.fingerprint
    if fingerprint == nil {
      let properties = try? await client.get(server.address.properties, policy: once)
      let facts = entry.facts + (properties.map(ServerProperties.facts) ?? [])
      let mark = await Self.systemFingerprint(of: entry.id, client).map { ["system=\($0)"] } ?? []
      fingerprint = (facts + mark).joined(separator: " ")
    }
    identity = ModelIdentity(name: entry.id, fingerprint: fingerprint ?? "")
  }

  /// The server's own mark of its configuration, from a first short reply; nil where it has none.
  private static func systemFingerprint(of name: String, _ client: ServerClient) async -> String? {
    let greeting = ModelRequest(image: nil, prompt: "Hello", topLogProbabilities: 1)
    let bytes = try? await client.post { ChatRequestBody.make(greeting, modelName: name) }
    return bytes.flatMap { try? ChatReplyBody($0).system_fingerprint }
  }

  /// Asks the server; requests beyond its connections wait.
  ///
  /// - Throws: ``ModelError`` when the server could not be asked, also after retries, or when a check of the
  ///   reply fails: a reply that is not what was asked for is never taken for it.
  public func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    if let forced = request.forcedToken, forced.id == nil {
      throw ModelError(
        code: .rejected,
        message:
          "the token \(JSONText.quoted(forced.text)) cannot be forced without its id, which this "
          + "server did not give")
    }
    let bytes = try await client.post {
      ChatRequestBody.make(request, modelName: identity.name)
    }
    return try ChatReplyBody(bytes).modelReply(to: request)
  }
}
