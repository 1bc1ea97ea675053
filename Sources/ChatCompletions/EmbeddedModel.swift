public import Logging
public import ModelAPI

/// The bundled model on a server of its own, which runs while this object is kept.
public final class EmbeddedModel: VisionLanguageModel {
  private let server: EmbeddedServer
  private let model: ChatCompletionsModel

  /// Starts the server and finds the model on it.
  ///
  /// - Parameters:
  ///   - configuration: The files and the number of slots.
  ///   - maxConnections: The most requests in flight; the server computes as many at once as it has
  ///     slots.
  ///   - logger: Told about attempts that are repeated, at level debug.
  /// - Throws: ``ModelError`` with one line that says what to do.
  public init(
    starting configuration: EmbeddedServer.Configuration, maxConnections: Int,
    logger: Logger? = nil
  ) async throws(ModelError) {
    server = try await EmbeddedServer(starting: configuration)
    do {
      model = try await ChatCompletionsModel(
        connectingTo: ChatServer(
          address: server.address, modelName: configuration.modelName,
          maxConnections: maxConnections, retryPolicy: .brief,
          fingerprint: server.identity.fingerprint),
        logger: logger)
    } catch {
      throw server.failure ?? error
    }
  }

  /// The model's name and the digests of its two files.
  public var identity: ModelIdentity { model.identity }

  /// The server's process number while it runs.
  public var processIdentifier: Int32? { server.processIdentifier }

  /// Asks the server.
  ///
  /// - Throws: ``ModelError``; when the server has died, how it did.
  public func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    do {
      return try await model.reply(to: request)
    } catch {
      guard error.code == .unreachable || error.code == .unavailable else { throw error }
      throw server.failure ?? error
    }
  }

  /// Ends the server and waits until it is gone.
  public func stop() async {
    await server.stop()
  }
}
