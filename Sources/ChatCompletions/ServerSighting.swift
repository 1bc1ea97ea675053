import Codecs
import Logging
import ModelAPI

/// Which model a server serves, and what it understands, as its own pages and a first reply show.
struct ServerSighting: Sendable, Hashable {
  /// The model's name.
  var name: String
  /// What tells its weights and its configuration from others.
  var facts: [String]
  /// What the server understands.
  var dialect: ServerDialect
  /// The name that the model gave itself in its first reply, or nil.
  var answeredName: String?
  /// The mark on the first reply, or nil.
  var systemFingerprint: String?

  /// The model to the log.
  var identity: ModelIdentity {
    ModelIdentity(name: name, fingerprint: facts.joined(separator: " "))
  }

  /// In what two servers differ that should serve the same, in words; empty when in nothing.
  func differences(from other: ServerSighting) -> [String] {
    if name != other.name {
      return ["\(JSONText.quoted(name)) instead of \(JSONText.quoted(other.name))"]
    }
    let added = facts.filter { !other.facts.contains($0) }
    let missing = other.facts.filter { !facts.contains($0) }
    if added.isEmpty && missing.isEmpty {
      return dialect == other.dialect ? [] : ["it takes other requests"]
    }
    return [
      (added.isEmpty ? "without" : added.joined(separator: " ") + " instead of") + " "
        + (missing.isEmpty ? "none of these" : missing.joined(separator: " "))
    ]
  }
}

extension ServerSighting {
  /// Looks at one server.
  ///
  /// - Parameters:
  ///   - index: The server's number.
  ///   - client: Who asks.
  ///   - modelName: The model's name, or nil for the only one that is listed.
  ///   - knownFingerprint: What is known about the weights from elsewhere; then nothing but the name is asked.
  /// - Returns: What was seen.
  /// - Throws: ``ModelError`` when the server cannot be reached, refuses the key, or lacks the model.
  static func made(
    of index: Int, by client: ServerClient, modelName: String?, knownFingerprint: String?
  ) async throws(ModelError) -> ServerSighting {
    guard let page = try await client.get(.models, of: .server(index), policy: .never) else {
      // Some proxies forward the chat alone; a named model can still be asked.
      guard let name = modelName else {
        throw ModelError(
          code: .notFound, message: "the server does not list its models: name the model to ask")
      }
      return ServerSighting(
        name: name, facts: knownFingerprint.map { [$0] } ?? [], dialect: .common)
    }
    let entry = try ModelList(page).entry(named: modelName)
    if let knownFingerprint {
      return ServerSighting(name: entry.id, facts: [knownFingerprint], dialect: .common)
    }
    let greeting = try await greeting(from: entry.id, index, client)
    let properties = try await optional { () async throws(ModelError) in
      try await client.get(.properties, of: .server(index), policy: .brief)
    }
    return ServerSighting(
      name: entry.id,
      facts: entry.facts + (properties.map(ServerProperties.facts) ?? [])
        + (greeting?.system_fingerprint.map { ["system=\($0)"] } ?? [])
        + (greeting?.otherName(than: entry.id).map { ["model=\($0)"] } ?? []),
      dialect: try await dialect(greeting, index, client), answeredName: greeting?.model,
      systemFingerprint: greeting?.system_fingerprint)
  }

  /// A first short reply, with the mark that the server puts on it and what else it understood; without the
  /// latter where the server refuses the question.
  private static func greeting(
    from name: String, _ index: Int, _ client: ServerClient
  ) async throws(ModelError) -> ChatReplyBody? {
    let greeting = ModelRequest(image: nil, prompt: "Hello", topLogProbabilities: 1)
    for question in [ServerDialect.question, ""] {
      let reply = try await optional { () async throws(ModelError) in
        try ChatReplyBody(
          await client.post(of: .server(index), policy: .brief) {
            ChatRequestBody.make(greeting, modelName: name, asking: question)
          })
      }
      if let reply { return reply }
    }
    return nil
  }

  /// What the server showed that it understands, and whether its chat lacks the tokenizer's first token.
  private static func dialect(
    _ greeting: ChatReplyBody?, _ index: Int, _ client: ServerClient
  ) async throws(ModelError) -> ServerDialect {
    guard let greeting else { return .common }
    let dialect = ServerDialect(greeting)
    guard dialect.givesTokenIDs else { return dialect }
    let page = try await optional { () async throws(ModelError) in
      try await client.post(to: .tokenize, of: .server(index), policy: .brief) {
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
      // A server that is only busy would seem to be another one than when it has time.
      case .unreachable, .unavailable, .unauthorized, .changed, .cancelled: throw error
      case .notFound, .rejected, .failed, .unusableReply: return nil
      }
    }
  }
}

extension ServerClient {
  /// Looks at every server, and remembers what is served.
  ///
  /// - Returns: What all of them serve; one that cannot be reached is set aside.
  /// - Throws: ``ModelError`` when none can be reached, one refuses the key or lacks the model, or two serve
  ///   different models.
  func recognized() async throws(ModelError) -> ServerSighting {
    let count = server.addresses.count
    let outcomes = await withTaskGroup(of: (Int, Result<ServerSighting, ModelError>).self) {
      group in
      for index in 0..<count { group.addTask { (index, await sighting(of: index)) } }
      return await group.reduce(into: [Int: Result<ServerSighting, ModelError>]()) {
        $0[$1.0] = $1.1
      }
    }
    var first: (index: Int, sighting: ServerSighting)?
    var unreachable: ModelError?
    for index in 0..<count {
      switch outcomes[index] {
      case .success(let sighting):
        guard let known = first else {
          first = (index, sighting)
          continue
        }
        let differences = sighting.differences(from: known.sighting)
        guard differences.isEmpty else {
          throw ModelError(
            code: .notFound,
            message: "server \(index + 1) serves another model than server \(known.index + 1): "
              + differences.joined(separator: ", "))
        }
      case .failure(let error):
        guard count > 1, error.code == .unreachable || error.code == .unavailable else {
          throw count > 1 ? error.about("server \(index + 1) of \(count)") : error
        }
        unreachable = unreachable ?? error
        pool.setAside(index)
        logger?.notice("server \(index + 1) of \(count) is set aside: \(error.message)")
      case nil: continue
      }
    }
    guard let sighting = first?.sighting else {
      throw unreachable ?? .cancelled
    }
    recognition.sighting = sighting
    return sighting
  }

  private func sighting(of index: Int) async -> Result<ServerSighting, ModelError> {
    do throws(ModelError) {
      return .success(
        try await ServerSighting.made(
          of: index, by: self, modelName: server.modelName, knownFingerprint: server.fingerprint))
    } catch {
      return .failure(error)
    }
  }
}

extension ModelError {
  /// The same error, said of one of several.
  fileprivate func about(_ name: String) -> ModelError {
    ModelError(code: code, message: "\(name): \(message)")
  }
}
