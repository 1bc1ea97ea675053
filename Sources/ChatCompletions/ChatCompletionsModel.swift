import Codecs
public import Logging
public import ModelAPI

/// A model behind an OpenAI-compatible HTTP server, asked by `POST /v1/chat/completions`.
public struct ChatCompletionsModel: VisionLanguageModel {
  /// Which model answers: its name on the server, and what tells its weights from others.
  public let identity: ModelIdentity

  /// What the server was found to be able to do; nil when it was not examined.
  public private(set) var capabilities: ServerCapabilities?

  private let server: ChatServer
  let client: ServerClient
  private var dialect: ServerDialect
  private let retryPolicy: RetryPolicy
  private let witness: ModelWitness

  /// Finds the model on its servers.
  ///
  /// A server that refuses is not waited for: the mistake is more likely in the address. Of several servers, one
  /// that cannot be reached is set aside, and tried again during the run; all that answer must serve one model.
  ///
  /// - Parameters:
  ///   - server: Where and how to ask.
  ///   - capabilities: What the server is known to be able to do; nil to rely on its first reply alone.
  ///   - logger: Told about attempts that are repeated, at level debug, and about servers that go away and come
  ///     back, at level notice.
  /// - Throws: ``ModelError`` when no server can be reached, one refuses the key or lacks the model, or two serve
  ///   different models.
  public init(
    connectingTo server: ChatServer, capabilities: ServerCapabilities? = nil, logger: Logger? = nil
  ) async throws(ModelError) {
    try await self.init(connectingTo: server, logger: logger, clock: .real)
    if let capabilities { self = relying(on: capabilities) }
  }

  /// Finds the model, and waits between attempts as the caller says.
  init(
    connectingTo server: ChatServer, logger: Logger?, clock: RequestClock
  ) async throws(ModelError) {
    self.server = server
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
    if !request.forcedTokens.isEmpty, capabilities?.givesProcessedLists == true {
      throw ModelError(
        code: .rejected,
        message:
          "this server's log-probabilities are processed: that of a forced token is not the model's"
      )
    }
    do throws(ModelError) {
      return try await answer(to: request)
    } catch {
      guard error.code == .unusableReply else { throw error }
      return try await answer(to: request)
    }
  }

  /// The dialect with pictures in the form that is wanted now.
  private var presentDialect: ServerDialect {
    var dialect = dialect
    switch server.pictureFormat {
    case .bmp: dialect.sendsPNG = false
    case .png: dialect.sendsPNG = true
    case .byLink:
      let mayCompress = capabilities?.takesPNG ?? true
      dialect.sendsPNG = dialect.sendsPNG || (mayCompress && client.link.isSlow)
    }
    return dialect
  }

  private func answer(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    let bytes = try await client.post(policy: retryPolicy) {
      ChatRequestBody.make(request, modelName: identity.name, presentDialect)
    }
    let body = try ChatReplyBody(bytes)
    try witness.check(body)
    return try body.modelReply(to: request, dialect)
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

  /// How many servers the model is on.
  public var serverCount: Int { server.addresses.count }

  /// Makes the whole examination, up to a refusal, of one server that answers.
  public func examine(
    progress: (Doctor.Progress) -> Void
  ) async throws(ModelError) -> ServerReport {
    var examined = server
    examined.modelName = identity.name
    examined.addresses = [server.addresses[client.pool.answering ?? 0]]
    return try await Doctor(examined).examine(endingAtRefusal: true, progress: progress)
  }
}
