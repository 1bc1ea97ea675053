public import Logging
public import ModelAPI
import Synchronization

/// The bundled model on servers of its own, which run while this object is kept.
///
/// llama.cpp's threads wait for each other at every layer, which costs a small model half of the machine. So
/// several servers of few threads answer faster than one of many; a request goes to the least busy one.
public final class EmbeddedModel: CheckableModel {
  /// One server, and the model on it.
  private struct Replica: Sendable {
    let server: EmbeddedServer
    let model: ChatCompletionsModel
  }

  private let replicas: [Replica]
  /// How many requests each server has in flight.
  private let inFlight: Mutex<[Int]>

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
    let perServer = max(1, (maxConnections + serverCount - 1) / serverCount)
    let started = await withTaskGroup(of: Result<Replica, ModelError>.self) { group in
      for _ in 0..<serverCount {
        group.addTask {
          await Self.replica(starting: configuration, maxConnections: perServer, logger: logger)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var replicas: [Replica] = []
    for outcome in started { replicas.append(try outcome.get()) }
    self.replicas = replicas
    inFlight = Mutex(Array(repeating: 0, count: replicas.count))
  }

  private init(_ replicas: [Replica]) {
    self.replicas = replicas
    inFlight = Mutex(Array(repeating: 0, count: replicas.count))
  }

  private static func replica(
    starting configuration: EmbeddedServer.Configuration, maxConnections: Int, logger: Logger?
  ) async -> Result<Replica, ModelError> {
    do throws(ModelError) {
      let server = try await EmbeddedServer(starting: configuration)
      do throws(ModelError) {
        let model = try await ChatCompletionsModel(
          connectingTo: ChatServer(
            address: server.address, modelName: configuration.modelName,
            maxConnections: maxConnections, retryPolicy: .brief,
            fingerprint: server.identity.fingerprint),
          logger: logger)
        return .success(Replica(server: server, model: model))
      } catch {
        return .failure(server.failure ?? error)
      }
    } catch {
      return .failure(error)
    }
  }

  /// The model's name and the digests of its two files.
  public var identity: ModelIdentity { replicas[0].model.identity }

  /// What the servers were found to be able to do; nil when they were not examined.
  public var capabilities: ServerCapabilities? { replicas[0].model.capabilities }

  /// Examines the first of the servers, which are all alike; the rate is that of all of them.
  ///
  /// - Parameter progress: Told when a check begins.
  /// - Returns: What was found.
  /// - Throws: ``ModelError`` `cancelled` only.
  public func examine(
    progress: (Doctor.Progress) -> Void
  ) async throws(ModelError) -> ServerReport {
    var report = try await replicas[0].model.examine(progress: progress)
    let count = Double(replicas.count)
    let able = report.capabilities
    report.capabilities.evaluationsPerSecond = able.evaluationsPerSecond.map { $0 * count }
    report.capabilities.millisecondsPerEvaluation = able.millisecondsPerEvaluation.map {
      $0 / count
    }
    return report
  }

  /// The same model on the same servers, asked as they were found to be able to answer.
  public func relying(on capabilities: ServerCapabilities) -> Self {
    Self(replicas.map { Replica(server: $0.server, model: $0.model.relying(on: capabilities)) })
  }

  /// The first server's process number while it runs.
  public var processIdentifier: Int32? { replicas[0].server.processIdentifier }

  /// The process numbers of the servers that run.
  var processIdentifiers: [Int32] { replicas.compactMap(\.server.processIdentifier) }

  /// Asks the least busy server.
  ///
  /// - Throws: ``ModelError``; when the server has died, how it did.
  public func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    let index = inFlight.withLock { counts in
      var least = 0
      for index in counts.indices where counts[index] < counts[least] { least = index }
      counts[least] += 1
      return least
    }
    defer { inFlight.withLock { $0[index] -= 1 } }
    do {
      return try await replicas[index].model.reply(to: request)
    } catch {
      guard error.code == .unreachable || error.code == .unavailable else { throw error }
      throw replicas[index].server.failure ?? error
    }
  }

  /// Ends the servers and waits until they are gone.
  public func stop() async {
    await withTaskGroup(of: Void.self) { group in
      for replica in replicas { group.addTask { await replica.server.stop() } }
    }
  }
}
