public import Logging
public import ModelAPI

/// A model behind an OpenAI-compatible HTTP server, asked by `POST /v1/chat/completions`.
public struct ChatCompletionsModel: VisionLanguageModel {
  /// Which model answers: its name on the server, and what tells its weights from others.
  public let identity: ModelIdentity

  private let client: ServerClient
  private let retryPolicy: RetryPolicy

  /// Finds the model on its server.
  ///
  /// A server that refuses is not waited for: the mistake is more likely in the address.
  ///
  /// - Parameters:
  ///   - server: Where and how to ask.
  ///   - logger: Told about attempts that are repeated, at level debug.
  /// - Throws: ``ModelError`` when the server cannot be reached, refuses the key, or lacks the
  ///   model.
  public init(connectingTo server: ChatServer, logger: Logger? = nil) async throws(ModelError) {
    try await self.init(
      connectingTo: server, logger: logger, sleep: { try await Task.sleep(for: $0) })
  }

  /// Finds the model, and waits between attempts as the caller says.
  init(
    connectingTo server: ChatServer, logger: Logger?, sleep: @escaping ServerClient.Sleep
  ) async throws(ModelError) {
    retryPolicy = server.retryPolicy
    client = ServerClient(server, logger: logger, sleep: sleep)
    let page = try await client.get(server.address.models, policy: .never)
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
    if let fingerprint = server.fingerprint {
      identity = ModelIdentity(name: entry.id, fingerprint: fingerprint)
    } else {
      let facts = entry.facts + (try await Self.furtherFacts(of: entry.id, at: server, client))
      identity = ModelIdentity(name: entry.id, fingerprint: facts.joined(separator: " "))
    }
  }

  /// What tells the model's configuration from others, as far as the server says: llama.cpp's page
  /// of facts, and the mark that the server puts on a first short reply.
  private static func furtherFacts(
    of name: String, at server: ChatServer, _ client: ServerClient
  ) async throws(ModelError) -> [String] {
    let page = try await optional { () async throws(ModelError) in
      try await client.get(server.address.properties, policy: .brief)
    }
    let greeting = ModelRequest(image: nil, prompt: "Hello", topLogProbabilities: 1)
    let mark = try await optional { () async throws(ModelError) in
      let bytes = try await client.post(policy: .brief) {
        ChatRequestBody.make(greeting, modelName: name)
      }
      return try ChatReplyBody(bytes).system_fingerprint
    }
    return (page.map(ServerProperties.facts) ?? []) + (mark.map { ["system=\($0)"] } ?? [])
  }

  /// The answer to a question that a server need not know; nil when it does not.
  private static func optional<Answer>(
    _ ask: () async throws(ModelError) -> Answer?
  ) async throws(ModelError) -> Answer? {
    do {
      return try await ask()
    } catch {
      switch error.code {
      case .unreachable, .unauthorized, .cancelled: throw error
      case .notFound, .rejected, .unavailable, .unusableReply: return nil
      }
    }
  }

  /// Asks the server; requests beyond its connections wait.
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
    let bytes = try await client.post(policy: retryPolicy) {
      ChatRequestBody.make(request, modelName: identity.name)
    }
    return try ChatReplyBody(bytes).modelReply(to: request)
  }
}
