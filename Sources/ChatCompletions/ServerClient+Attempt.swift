import Logging
import ModelAPI

extension ServerClient {
  /// What came of sending once.
  struct Attempt: Sendable {
    /// The failure to judge, or nil when the result stands.
    var failure: RetryPolicy.Failure?
    /// The result, should it be the last.
    var result: Result<[UInt8], ModelError>
    /// The server that was asked.
    var index: Int?
    /// Whether another server can be asked at once.
    var canMove = false
  }

  /// Sends once, to the server that is to be asked.
  ///
  /// - Throws: ``ModelError`` `cancelled` only.
  func attempt(
    at page: ServerPage, of recipient: Recipient, avoiding failed: Int?,
    _ makeBody: () -> RequestBody?
  ) async throws(ModelError) -> Attempt {
    if case .server(let index) = recipient {
      return await sent(to: page, index, makeBody()).attempt
    }
    guard let place = await pool.take(avoiding: failed) else { throw .cancelled }
    let pause = place.notBefore - clock.now()
    guard pause <= RetryPolicy.longestRetryAfter else {
      _ = pool.giveBack(place, .cancelled)
      return Attempt(
        failure: .status(429, retryAfter: pause), result: .failure(.leftAlone(for: pause)))
    }
    if pause > .zero {
      do { try await clock.sleep(pause) } catch {
        _ = pool.giveBack(place, .cancelled)
        throw .cancelled
      }
    }
    var (attempt, ending): (Attempt, Replicas.Ending)
    if let failure = await failureToReturn(place) {
      (attempt, ending) = failure
    } else {
      (attempt, ending) = await sent(to: page, place.index, makeBody())
    }
    tell(place.index, isAside: pool.giveBack(place, ending), attempt)
    attempt.index = place.index
    attempt.canMove = pool.hasOther(than: place)
    return attempt
  }

  /// Sees who answers at a server that was away; nil when it serves what it served, or nothing is known.
  private func failureToReturn(
    _ place: Replicas.Place
  ) async -> (attempt: Attempt, ending: Replicas.Ending)? {
    guard place.isReturning, let known = recognition.sighting else { return nil }
    do throws(ModelError) {
      let seen = try await ServerSighting.made(
        of: place.index, by: self, modelName: known.name, knownFingerprint: server.fingerprint)
      guard seen.differences(from: known).isEmpty else {
        let error = ModelError(
          code: .changed,
          message: "the server came back with another model than it had: "
            + seen.differences(from: known).joined(separator: ", "))
        return (Attempt(failure: .unreachable, result: .failure(error)), .gone)
      }
      return nil
    } catch {
      let failure: RetryPolicy.Failure? =
        switch error.code {
        case .unreachable: .refused
        case .unavailable: .timedOut
        case .cancelled: nil
        // Whatever it has become, the others are asked as long as there are any.
        case .unauthorized, .notFound, .rejected, .failed, .changed, .unusableReply:
          pool.hasOther(than: place) ? .unreachable : nil
        }
      return (
        Attempt(failure: failure, result: .failure(error)),
        error.code == .cancelled ? .cancelled : .gone
      )
    }
  }

  private func sent(
    to page: ServerPage, _ index: Int, _ body: RequestBody?
  ) async -> (attempt: Attempt, ending: Replicas.Ending) {
    let address = server.addresses[index]
    let request = HTTPRequest(
      url: address.url(of: page),
      headers: (server.key.map { ["Authorization: Bearer \($0.secret)"] } ?? [])
        + server.headers.map(\.line),
      body: body,
      route: HTTPRoute(
        socketPath: address.socketPath, certificateFile: server.certificateFile,
        isLocal: address.isLoopback))
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      let attempt = Attempt(
        failure: RetryPolicy.Failure(error), result: .failure(ModelError(error)))
      return (attempt, Replicas.Ending(error))
    }
    if let body, let time = response.sendingTime { link.note(body.count, in: time) }
    guard response.status != 200 else {
      return (Attempt(failure: nil, result: .success(response.body)), .answered)
    }
    let error = ModelError(response, hiding: server.secrets)
    let attempt = Attempt(
      failure: .status(response.status, retryAfter: response.retryAfter), result: .failure(error))
    return (attempt, Replicas.Ending(response))
  }

  /// Tells the log, and through it the user, that a server of several went away or came back.
  private func tell(_ index: Int, isAside: Bool?, _ attempt: Attempt) {
    guard server.addresses.count > 1, let isAside else { return }
    let name = "server \(index + 1) of \(server.addresses.count)"
    if isAside, case .failure(let error) = attempt.result {
      logger?.notice("\(name) is set aside, the others go on: \(error.message)")
    } else {
      logger?.notice("\(name) answers again")
    }
  }
}

extension RetryPolicy.Failure {
  /// Whether another server may well answer.
  var isTheServers: Bool {
    switch self {
    case .refused, .reset, .timedOut, .unreachable: true
    case .status(let status, _): [429, 502, 503, 504].contains(status)
    }
  }
}

extension Replicas.Ending {
  fileprivate init(_ failure: TransportFailure) {
    self =
      switch failure {
      case .cancelled: .cancelled
      case .reset: .reset
      case .replyTooLarge: .answered
      // One that accepts connections and does not reply has too much to do.
      case .timedOut(.answering), .timedOut(.whole): .overloaded(retryAfter: nil)
      case .refused, .timedOut, .unreachable: .gone
      }
  }

  fileprivate init(_ response: HTTPResponse) {
    self =
      switch response.status {
      case 429, 503: .overloaded(retryAfter: response.retryAfter)
      case 502, 504: .gone
      default: .answered
      }
  }
}
