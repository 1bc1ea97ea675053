import Logging
import ModelAPI
import Synchronization

/// The front door of one or several servers of a model: the least busy one is asked, requests in flight are
/// bounded, failures tried again, where possible elsewhere, and errors put into words.
struct ServerClient: Sendable {
  /// Who is to be asked.
  enum Recipient: Sendable, Hashable {
    /// The least busy server.
    case any
    /// This one, by its number, whatever else it has to do.
    case server(Int)
  }

  let server: ChatServer
  let transport: HTTPTransport
  let logger: Logger?
  let pool: ServerPool
  let clock: RequestClock
  /// What is served, once that is known; servers that come back must still serve it.
  let recognition = Recognition()
  /// How fast bodies leave for the servers.
  let link = Link()

  init(_ server: ChatServer, logger: Logger?, clock: RequestClock) {
    self.server = server
    self.logger = logger
    self.clock = clock
    transport = HTTPTransport(
      // The pool keeps the limit of each server; several Unix sockets are one host to libcurl.
      maxConnections: server.maxInFlight,
      timeLimits: server.timeLimits)
    let start =
      server.adaptsConnections
      ? min(Self.usualInFlight, server.maxConnections) : server.maxConnections
    pool = ServerPool(
      count: server.addresses.count,
      window: FlightWindow(
        start: start, limit: server.maxConnections, isFixed: !server.adaptsConnections),
      now: clock.now)
  }

  /// How many requests a server is given before anything is known about it.
  private static let usualInFlight = 16

  /// Gets a page, or nil where the server has none.
  func get(
    _ page: ServerPage, of recipient: Recipient = .any, policy: RetryPolicy
  ) async throws(ModelError) -> [UInt8]? {
    do {
      return try await send(to: page, of: recipient, policy: policy) { nil }
    } catch  where error.code == .notFound {
      return nil
    }
  }

  /// Posts to a page, the chat's unless another is named.
  ///
  /// The body is made only when a place is free, so memory is bounded by what is in flight.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - recipient: Who is asked.
  ///   - policy: When to ask again.
  ///   - makeBody: Makes the body.
  /// - Returns: The reply's bytes.
  /// - Throws: ``ModelError`` when there is none, also after retries.
  func post(
    to page: ServerPage = .chatCompletions, of recipient: Recipient = .any, policy: RetryPolicy,
    _ makeBody: () -> RequestBody
  ) async throws(ModelError) -> [UInt8] {
    try await send(to: page, of: recipient, policy: policy, makeBody)
  }

  private func send(
    to page: ServerPage, of recipient: Recipient, policy: RetryPolicy,
    _ makeBody: () -> RequestBody?
  ) async throws(ModelError) -> [UInt8] {
    var failures: [RetryPolicy.Failure] = []
    var movesLeft = server.addresses.count - 1
    var failed: Int?
    var generator = SystemRandomNumberGenerator()
    while true {
      let attempt = try await attempt(at: page, of: recipient, avoiding: failed, makeBody)
      failed = attempt.index
      guard let failure = attempt.failure else { return try attempt.result.get() }
      if attempt.canMove, movesLeft > 0, failure.isTheServers {
        movesLeft -= 1
        continue
      }
      failures.append(failure)
      switch policy.decision(after: failures, using: &generator) {
      case .giveUp: return try attempt.result.get()
      case .retry(let delay):
        logger?.debug("asking again", metadata: ["failure": "\(failure)", "delay": "\(delay)"])
        do { try await clock.sleep(delay) } catch { throw .cancelled }
        movesLeft = server.addresses.count - 1
      }
    }
  }
}

/// What the servers of a client serve, once somebody has seen it.
final class Recognition: Sendable {
  private let seen = Mutex<ServerSighting?>(nil)

  /// What was seen at first.
  var sighting: ServerSighting? {
    get { seen.withLock { $0 } }
    set { seen.withLock { $0 = newValue } }
  }
}

/// How fast the bodies of a client leave, all servers together.
final class Link: Sendable {
  private let speed = Mutex(LinkSpeed())

  /// Whether it pays to compress pictures.
  var isSlow: Bool { speed.withLock { $0.isSlow } }

  /// Takes note of a body that was sent.
  func note(_ bytes: Int, in time: Duration) { speed.withLock { $0.note(bytes, in: time) } }
}
