public import Logging
public import ModelAPI

/// The bundled model on servers of its own, which run while this object is kept.
///
/// llama.cpp's threads wait for each other at every layer, which costs a small model half of the machine. So
/// several servers of few threads answer faster than one of many; a request goes to the least busy one.
public final class EmbeddedModel: CheckableModel {
  private let servers: [EmbeddedServer]
  private let model: ChatCompletionsModel

  /// Starts the servers and finds the model on them.
  ///
  /// - Parameters:
  ///   - configuration: The files and the number of slots, of each server.
  ///   - serverCount: How many servers to start, at least 1.
  ///   - maxConnections: The most requests in flight, all servers together; each computes as many at once as it
  ///     has slots.
  ///   - logger: Told about attempts that are repeated, at level debug.
  /// - Throws: ``ModelError`` with one line that says what to do.
  public init(
    starting configuration: EmbeddedServer.Configuration, serverCount: Int = 1,
    maxConnections: Int, logger: Logger? = nil
  ) async throws(ModelError) {
    precondition(serverCount >= 1, "\(serverCount) servers answer nothing")
    let started = await withTaskGroup(of: Result<EmbeddedServer, ModelError>.self) { group in
      for _ in 0..<serverCount { group.addTask { await Self.started(configuration) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var servers: [EmbeddedServer] = []
    for outcome in started { servers.append(try outcome.get()) }
    self.servers = servers
    var server = ChatServer(
      addresses: servers.map(\.address), modelName: configuration.modelName,
      maxConnections: max(1, (maxConnections + serverCount - 1) / serverCount),
      retryPolicy: .brief, fingerprint: servers[0].identity.fingerprint)
    // How much they compute at once is known.
    server.adaptsConnections = false
    do throws(ModelError) {
      model = try await ChatCompletionsModel(connectingTo: server, logger: logger)
    } catch {
      throw servers.lazy.compactMap(\.failure).first ?? error
    }
  }

  private init(_ servers: [EmbeddedServer], _ model: ChatCompletionsModel) {
    self.servers = servers
    self.model = model
  }

  private static func started(
    _ configuration: EmbeddedServer.Configuration
  ) async -> Result<EmbeddedServer, ModelError> {
    do throws(ModelError) {
      return .success(try await EmbeddedServer(starting: configuration))
    } catch {
      return .failure(error)
    }
  }

  /// The model's name and the digests of its two files.
  public var identity: ModelIdentity { model.identity }

  /// What the servers were found to be able to do; nil when they were not examined.
  public var capabilities: ServerCapabilities? { model.capabilities }

  /// How many servers the model is on.
  public var serverCount: Int { servers.count }

  /// Examines the first of the servers, which are all alike.
  public func examine(
    progress: (Doctor.Progress) -> Void
  ) async throws(ModelError) -> ServerReport {
    try await model.examine(progress: progress)
  }

  /// The same model on the same servers, asked as they were found to be able to answer.
  public func relying(on capabilities: ServerCapabilities) -> Self {
    Self(servers, model.relying(on: capabilities))
  }

  /// The first server's process number while it runs.
  public var processIdentifier: Int32? { servers[0].processIdentifier }

  /// The process numbers of the servers that run.
  var processIdentifiers: [Int32] { servers.compactMap(\.processIdentifier) }

  /// Asks the least busy server.
  ///
  /// - Throws: ``ModelError``; when a server has died, how it did.
  public func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    do {
      return try await model.reply(to: request)
    } catch {
      guard error.code == .unreachable || error.code == .unavailable else { throw error }
      throw servers.lazy.compactMap(\.failure).first ?? error
    }
  }

  /// Ends the servers and waits until they are gone.
  public func stop() async {
    await withTaskGroup(of: Void.self) { group in
      for server in servers { group.addTask { await server.stop() } }
    }
  }
}
