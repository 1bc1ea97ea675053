import Codecs
import Foundation
import ModelAPI
import Synchronization

/// Asks a server the checks' questions, counts them, and keeps what must stay the same over all replies.
final class Inquiry: Sendable {
  /// What the replies said about who answered.
  struct Witness: Sendable {
    var requestCount = 0
    var models: [String] = []
    var fingerprints: [String] = []
    /// The prompt lengths that were reported for one request, in tokens.
    var promptLengths: [ProbeRequest: [Int]] = [:]
  }

  /// The most requests of one examination.
  static let limit = 300

  private let client: ServerClient
  private let name = Mutex("")
  private let state = Mutex(Witness())

  /// Makes an inquiry of the first of the servers.
  init(_ server: ChatServer, clock: RequestClock) {
    var server = server
    server.addresses = [server.addresses[0]]
    // The checks say themselves how many requests are in flight.
    server.adaptsConnections = false
    client = ServerClient(server, logger: nil, clock: clock)
  }

  /// The model's name on the server.
  var modelName: String {
    get { name.withLock { $0 } }
    set { name.withLock { $0 = newValue } }
  }

  var witness: Witness { state.withLock { $0 } }

  /// How many more requests may be asked.
  var requestsLeft: Int { Self.limit - witness.requestCount }

  /// Asks a chat request.
  func ask(_ request: ProbeRequest) async throws(ModelError) -> ProbeReply {
    try count()
    let modelName = modelName
    let reply = try ProbeReply(
      await client.post(policy: .brief) { request.body(modelName: modelName) })
    state.withLock { $0.note(reply, to: request) }
    return reply
  }

  /// Asks many at once, at most `inFlight` at a time.
  ///
  /// - Returns: The outcomes in the order of the requests.
  func ask(
    all requests: [ProbeRequest], inFlight: Int
  ) async -> [Result<ProbeReply, ModelError>] {
    await withTaskGroup(of: (Int, Result<ProbeReply, ModelError>).self) { group in
      var outcomes: [Result<ProbeReply, ModelError>?] = Array(repeating: nil, count: requests.count)
      var next = 0
      while next < min(inFlight, requests.count) {
        let index = next
        group.addTask { (index, await self.outcome(of: requests[index])) }
        next += 1
      }
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        guard next < requests.count else { continue }
        let following = next
        group.addTask { (following, await self.outcome(of: requests[following])) }
        next += 1
      }
      return outcomes.compactMap(\.self)
    }
  }

  private func outcome(of request: ProbeRequest) async -> Result<ProbeReply, ModelError> {
    do throws(ModelError) { return .success(try await ask(request)) } catch {
      return .failure(error)
    }
  }

  /// Gets a page that the server may lack.
  func page(_ page: ServerPage) async throws(ModelError) -> [UInt8]? {
    try count()
    return try await client.get(page, policy: .never)
  }

  /// Posts JSON to a page that the server may lack.
  ///
  /// - Returns: The reply's object, or nil where the server has no such page or refuses.
  func object(
    from page: ServerPage, posting json: String
  ) async throws(ModelError) -> [String: any Sendable]? {
    try count()
    let bytes: [UInt8]
    do throws(ModelError) {
      bytes = try await client.post(to: page, policy: .never) {
        RequestBody(head: json, base64Of: [], tail: "")
      }
    } catch {
      guard error.endsExamination, error.code != .notFound else { return nil }
      throw error
    }
    return (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: any Sendable]
  }

  /// The ids of a text, or nil where the server does not say; both servers' fields are sent.
  func tokens(of text: String, withSpecial: Bool) async throws(ModelError) -> [Int]? {
    let quoted = JSONText.quoted(text)
    let object = try await object(
      from: .tokenize,
      posting:
        "{\"model\":\(JSONText.quoted(modelName)),\"content\":\(quoted),\"prompt\":\(quoted),"
        + "\"add_special\":\(withSpecial),\"add_special_tokens\":\(withSpecial),"
        + "\"parse_special\":true}")
    return object?["tokens"] as? [Int]
  }

  private func count() throws(ModelError) {
    let isAllowed = state.withLock { state in
      state.requestCount += 1
      return state.requestCount <= Self.limit
    }
    guard isAllowed else {
      throw ModelError(
        code: .rejected, message: "not asked: \(Self.limit) requests have been sent already")
    }
  }
}

extension Inquiry.Witness {
  fileprivate mutating func note(_ reply: ProbeReply, to request: ProbeRequest) {
    if let model = reply.model, !models.contains(model) { models.append(model) }
    if let mark = reply.system_fingerprint, !fingerprints.contains(mark) {
      fingerprints.append(mark)
    }
    if let length = reply.usage?.prompt_tokens {
      if promptLengths[request]?.contains(length) != true {
        promptLengths[request, default: []].append(length)
      }
    }
  }
}

extension ModelError {
  /// Whether asking anything else would fail the same way.
  var endsExamination: Bool {
    switch code {
    case .unreachable, .unauthorized, .notFound, .changed, .cancelled: true
    case .rejected, .unavailable, .failed, .unusableReply: false
    }
  }
}
