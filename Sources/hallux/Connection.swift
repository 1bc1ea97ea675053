import ChatCompletions
import Foundation
import ModelAPI

/// A model that can be asked, and how to let go of it.
struct Connection {
  /// The model.
  let model: any CheckableModel
  /// What the model is to the log.
  let identity: ModelIdentity
  /// How many requests it takes at once.
  let maxConnections: Int
  /// Ends the embedded server, if that is what answers.
  let close: @Sendable () async -> Void

  /// Reaches the servers that the options and the environment name, or starts the embedded one.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - note: Told when one of several servers goes away or comes back.
  /// - Throws: `CommandFailure` that names the servers; `ModelError` of the embedded one; `ValidationError`.
  init(_ options: ServerOptions, note: @escaping @Sendable (String) -> Void) async throws {
    let environment = ProcessInfo.processInfo.environment
    if let server = try options.chatServer(environment) {
      let model = try await Self.reached(server) {
        try await ChatCompletionsModel(connectingTo: server, logger: NoteLog.logger(note))
      }
      self.model = model
      identity = model.identity
      maxConnections = server.maxInFlight
      close = {}
    } else {
      let processors = ProcessInfo.processInfo.activeProcessorCount
      let serverCount = min(processors, Self.mostEmbeddedServers)
      // Four slots compute in each server; more than twice as many requests only wait.
      let maxConnections = options.maxConnections ?? 8 * serverCount
      var configuration = try Self.embeddedConfiguration(options, environment)
      configuration.threads = max(1, processors / serverCount)
      let model = try await Self.started(
        configuration, serverCount: serverCount, maxConnections: maxConnections)
      self.model = model
      identity = model.identity
      self.maxConnections = maxConnections
      close = { await model.stop() }
    }
  }

  /// Does something with the model, and lets go of it whatever comes of that.
  func whileOpen<Result>(_ body: (Connection) async throws -> Result) async throws -> Result {
    do {
      let result = try await body(self)
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }

  /// Each takes some 80 MB; beyond a few, copying requests about is what takes the time.
  private static let mostEmbeddedServers = 4

  /// Starts the embedded servers; when that fails nothing was asked, and nothing need be said of resuming.
  private static func started(
    _ configuration: EmbeddedServer.Configuration, serverCount: Int, maxConnections: Int
  ) async throws -> EmbeddedModel {
    do {
      return try await EmbeddedModel(
        starting: configuration, serverCount: serverCount, maxConnections: maxConnections)
    } catch let error where error.code != .cancelled {
      throw CommandFailure(status: .server, message: error.message)
    }
  }

  /// Names the server in a failure to reach it: here, on the user's own terminal, and nowhere else.
  private static func reached<Model>(
    _ server: ChatServer, _ connect: () async throws -> Model
  ) async throws -> Model {
    do {
      return try await connect()
    } catch let error as ModelError where error.code != .cancelled {
      let names = server.addresses.map(\.description).joined(separator: ", ")
      throw CommandFailure(status: .server, message: "\(names): \(error.message)")
    }
  }

  /// The files of the embedded server that the options and the environment name.
  static func embeddedConfiguration(
    _ options: ServerOptions, _ environment: [String: String]
  ) throws -> EmbeddedServer.Configuration {
    guard let root = Resources.root else { throw Resources.missing("the bundled model") }
    var configuration = EmbeddedServer.Configuration(resourceRoot: root)
    configuration.interpreter =
      options.python ?? environment["HALLUX_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
      ?? Resources.serverEnvironment(besides: root) + "/bin/python"
    if let languageModel = options.gguf, let visionModel = options.mmproj {
      configuration.languageModel = languageModel
      configuration.visionModel = visionModel
    }
    if let name = options.model { configuration.modelName = name }
    return configuration
  }
}
