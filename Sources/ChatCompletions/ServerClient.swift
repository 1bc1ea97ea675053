import Logging
import ModelAPI

/// One server's front door: requests in flight bounded, failures tried again, errors put into
/// words.
struct ServerClient: Sendable {
  /// Waits between attempts; a test passes one that does not.
  typealias Sleep = @Sendable (Duration) async throws -> Void

  private let server: ChatServer
  private let transport: HTTPTransport
  private let gate: RequestGate
  private let sleep: Sleep
  private let logger: Logger?

  init(_ server: ChatServer, logger: Logger?, sleep: @escaping Sleep) {
    self.server = server
    self.logger = logger
    self.sleep = sleep
    transport = HTTPTransport(
      maxConnections: server.maxConnections, connectTimeout: server.connectTimeout)
    gate = RequestGate(width: server.maxConnections)
  }

  /// Gets a page, or nil where the server has none.
  func get(_ address: String, policy: RetryPolicy) async throws(ModelError) -> [UInt8]? {
    do {
      return try await send(to: address, policy: policy) { nil }
    } catch  where error.code == .notFound {
      return nil
    }
  }

  /// Posts a chat request; the body is made only when a place is free, so memory is bounded by what
  /// is in flight.
  ///
  /// - Parameters:
  ///   - address: Another page than the chat's.
  ///   - policy: When to ask again.
  ///   - makeBody: Makes the body.
  /// - Returns: The reply's bytes.
  /// - Throws: ``ModelError`` when there is none, also after retries.
  func post(
    to address: String? = nil, policy: RetryPolicy, _ makeBody: () -> RequestBody
  ) async throws(ModelError) -> [UInt8] {
    try await send(to: address ?? server.address.chatCompletions, policy: policy, makeBody)
  }

  /// Posts to another path.
  func post(
    to address: String, policy: RetryPolicy, _ makeBody: () -> RequestBody
  ) async throws(ModelError) -> [UInt8] {
    try await send(to: address, policy: policy, makeBody)
  }

  private func send(
    to address: String, policy: RetryPolicy, _ makeBody: () -> RequestBody?
  ) async throws(ModelError) -> [UInt8] {
    guard await gate.enter() else { throw .cancelled }
    defer { gate.leave() }
    let request = HTTPRequest(
      address: address, headers: server.key.map { ["Authorization: Bearer \($0.secret)"] } ?? [],
      body: makeBody(), timeout: server.replyTimeout, isLocal: server.address.isLoopback)
    var failures: [RetryPolicy.Failure] = []
    var generator = SystemRandomNumberGenerator()
    while true {
      let (failure, error) = await attempt(request)
      switch (failure, error) {
      case (.none, .success(let reply)): return reply
      case (.none, .failure(let error)): throw error
      case (.some(let failure), let result):
        failures.append(failure)
        switch policy.decision(after: failures, using: &generator) {
        case .giveUp: return try result.get()
        case .retry(let delay):
          logger?.debug(
            "asking again", metadata: ["failure": "\(failure)", "delay": "\(delay)"])
          do { try await sleep(delay) } catch { throw .cancelled }
        }
      }
    }
  }

  /// Sends once.
  ///
  /// - Returns: The failure to judge, or nil when the result stands, and the result should it be
  ///   the last.
  private func attempt(
    _ request: HTTPRequest
  ) async -> (RetryPolicy.Failure?, Result<[UInt8], ModelError>) {
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      return (RetryPolicy.Failure(error), .failure(ModelError(error)))
    }
    guard response.status != 200 else { return (nil, .success(response.body)) }
    return (
      .status(response.status, retryAfter: response.retryAfter),
      .failure(ModelError(response, hiding: [server.key?.secret ?? "", server.address.host]))
    )
  }
}

extension RetryPolicy.Failure {
  /// The failure as the policy sorts it, or nil when no policy is to be asked.
  fileprivate init?(_ failure: TransportFailure) {
    switch failure {
    case .refused: self = .refused
    case .reset: self = .reset
    case .timedOut: self = .timedOut
    case .unreachable: self = .unreachable
    case .replyTooLarge, .cancelled: return nil
    }
  }
}

extension ModelError {
  /// The run was told to stop.
  static let cancelled = ModelError(code: .cancelled, message: "the request was cancelled")

  fileprivate init(_ failure: TransportFailure) {
    self =
      switch failure {
      case .refused:
        ModelError(
          code: .unreachable,
          message: "the server refuses connections: check that it runs, and its address and port")
      case .unreachable(let reason):
        ModelError(code: .unreachable, message: "the server cannot be reached: \(reason)")
      case .reset:
        ModelError(
          code: .unavailable,
          message: "the server broke the connection before its reply was whole")
      case .timedOut:
        ModelError(code: .unavailable, message: "the server did not reply in time")
      case .replyTooLarge:
        .unusable("the server's reply is larger than \(Transfer.maxReplyLength >> 20) MB")
      case .cancelled: .cancelled
      }
  }

  /// Puts a status other than 200 into words, with the server's own where it gives any.
  fileprivate init(_ response: HTTPResponse, hiding secrets: [String]) {
    let (code, meaning): (Code, String) =
      switch response.status {
      case 401, 403: (.unauthorized, "the server refuses the key, or asks for one")
      case 404: (.notFound, "the server does not know the model or the path")
      case 500: (.failed, "the server fails at this request")
      case 408, 429, 502...504, 520...599: (.unavailable, "the server fails or is overloaded")
      case 300..<400: (.rejected, "the server redirects: give the address that it redirects to")
      default: (.rejected, "the server refuses the request")
      }
    let said = ServerErrorText.line(from: response.body, hiding: secrets).map { ": \($0)" } ?? ""
    self.init(code: code, message: "\(meaning) (HTTP \(response.status))\(said)")
  }
}
