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
      dialect = .common
      witness = ModelWitness()
      return
    }
    let entry = try ModelList(page).entry(named: server.modelName)
    if let fingerprint = server.fingerprint {
      identity = ModelIdentity(name: entry.id, fingerprint: fingerprint)
      dialect = .common
      witness = ModelWitness()
    } else {
      let greeting = try await Self.greeting(from: entry.id, client)
      let facts =
        entry.facts + (try await Self.properties(at: server, client))
        + (greeting?.system_fingerprint.map { ["system=\($0)"] } ?? [])
        + (greeting?.otherName(than: entry.id).map { ["model=\($0)"] } ?? [])
      identity = ModelIdentity(name: entry.id, fingerprint: facts.joined(separator: " "))
      dialect = try await Self.dialect(greeting, at: server, client)
      witness = ModelWitness(greeting)
    }
  }

  /// What llama.cpp's page of facts tells of the model's configuration.
  private static func properties(
    at server: ChatServer, _ client: ServerClient
  ) async throws(ModelError) -> [String] {
    let page = try await optional { () async throws(ModelError) in
      try await client.get(server.address.properties, policy: .brief)
    }
    return page.map(ServerProperties.facts) ?? []
  }

  /// A first short reply, with the mark that the server puts on it and what else it understood; without the
  /// latter where the server refuses the question.
  private static func greeting(
    from name: String, _ client: ServerClient
  ) async throws(ModelError) -> ChatReplyBody? {
    let greeting = ModelRequest(image: nil, prompt: "Hello", topLogProbabilities: 1)
    for question in [ServerDialect.question, ""] {
      let reply = try await optional { () async throws(ModelError) in
        try ChatReplyBody(
          await client.post(policy: .brief) {
            ChatRequestBody.make(greeting, modelName: name, asking: question)
          })
      }
      if let reply { return reply }
    }
    return nil
  }

  /// What the server showed that it understands, and whether its chat lacks the tokenizer's first token.
  private static func dialect(
    _ greeting: ChatReplyBody?, at server: ChatServer, _ client: ServerClient
  ) async throws(ModelError) -> ServerDialect {
    guard let greeting else { return .common }
    let dialect = ServerDialect(greeting)
    guard dialect.givesTokenIDs else { return dialect }
    let page = try await optional { () async throws(ModelError) in
      try await client.post(to: server.address.tokenize, policy: .brief) {
        RequestBody(head: TokenizedText.emptyText, base64Of: [], tail: "")
      }
    }
    return ServerDialect(greeting, start: page.map(TokenizedText.ids) ?? [])
  }

  /// The answer to a question that a server need not know; nil when it does not.
  private static func optional<Answer>(
    _ ask: () async throws(ModelError) -> Answer?
  ) async throws(ModelError) -> Answer? {
    do {
      return try await ask()
    } catch {
      switch error.code {
      case .unreachable, .unauthorized, .changed, .cancelled: throw error
      case .notFound, .rejected, .unavailable, .failed, .unusableReply: return nil
      }
    }
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
