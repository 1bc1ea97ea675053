public import Logging
public import ModelAPI

/// A model behind an OpenAI-compatible HTTP server, asked by `POST /v1/chat/completions`.
public struct ChatCompletionsModel: VisionLanguageModel {
  /// Which model answers: its name on the server, and what tells its weights from others.
  public let identity: ModelIdentity

  /// What the server was found to be able to do; nil when it was not examined.
  public private(set) var capabilities: ServerCapabilities?

  private let server: ChatServer
  private let client: ServerClient
  private var dialect: ServerDialect
  private let retryPolicy: RetryPolicy

  /// Finds the model on its server.
  ///
  /// A server that refuses is not waited for: the mistake is more likely in the address.
  ///
  /// - Parameters:
  ///   - server: Where and how to ask.
  ///   - capabilities: What the server is known to be able to do; nil to rely on its first reply alone.
  ///   - logger: Told about attempts that are repeated, at level debug.
  /// - Throws: ``ModelError`` when the server cannot be reached, refuses the key, or lacks the
  ///   model.
  public init(
    connectingTo server: ChatServer, capabilities: ServerCapabilities? = nil, logger: Logger? = nil
  ) async throws(ModelError) {
    try await self.init(
      connectingTo: server, logger: logger, sleep: { try await Task.sleep(for: $0) })
    if let capabilities { self = relying(on: capabilities) }
  }

  /// Finds the model, and waits between attempts as the caller says.
  init(
    connectingTo server: ChatServer, logger: Logger?, sleep: @escaping ServerClient.Sleep
  ) async throws(ModelError) {
    self.server = server
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
      return
    }
    let entry = try ModelList(page).entry(named: server.modelName)
    if let fingerprint = server.fingerprint {
      identity = ModelIdentity(name: entry.id, fingerprint: fingerprint)
      dialect = .common
    } else {
      let greeting = try await Self.greeting(from: entry.id, client)
      let facts =
        entry.facts + (try await Self.properties(at: server, client))
        + (greeting?.system_fingerprint.map { ["system=\($0)"] } ?? [])
      identity = ModelIdentity(name: entry.id, fingerprint: facts.joined(separator: " "))
      dialect = try await Self.dialect(greeting, at: server, client)
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
      case .unreachable, .unauthorized, .cancelled: throw error
      case .notFound, .rejected, .unavailable, .unusableReply: return nil
      }
    }
  }

  /// Whether several forced tokens are read as part of the prompt, whose ids the server then shows.
  public var readsForcedTokens: Bool { dialect.scoresPrompt }

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
    if !request.forcedTokens.isEmpty, capabilities?.givesProcessedLists == true {
      throw ModelError(
        code: .rejected,
        message:
          "this server's log-probabilities are processed: that of a forced token is not the model's"
      )
    }
    let bytes = try await client.post(policy: retryPolicy) {
      ChatRequestBody.make(request, modelName: identity.name, dialect)
    }
    return try ChatReplyBody(bytes).modelReply(to: request, dialect)
  }
}

extension ChatCompletionsModel: CheckableModel {
  /// The same model, asked as its server was found to be able to answer.
  public func relying(on capabilities: ServerCapabilities) -> ChatCompletionsModel {
    var model = self
    model.capabilities = capabilities
    model.dialect = dialect.relying(on: capabilities)
    return model
  }

  /// Makes the whole examination, up to a refusal.
  public func examine(
    progress: (Doctor.Progress) -> Void
  ) async throws(ModelError) -> ServerReport {
    var examined = server
    examined.modelName = identity.name
    return try await Doctor(examined).examine(endingAtRefusal: true, progress: progress)
  }
}
