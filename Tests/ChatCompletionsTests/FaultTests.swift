import Glibc
import ModelAPI
import Synchronization
import Testing

@testable import ChatCompletions
@testable import TestHost

/// Everything that a server can do wrong, one test each; no wait between attempts is real.
@Suite(.timeLimit(.minutes(30))) struct FaultTests {
  static let key = "sk-marker-9f27c1"
  let request = ModelRequest(image: nil, prompt: "Is it?")

  /// A model on a fault server, with the waits that its client asked for.
  struct Fixture {
    let server: FaultServer
    let model: ChatCompletionsModel
    let waits: Waits
  }

  func fixture(
    maxConnections: Int = 4, timeLimits: TimeLimits = TimeLimits(),
    policy: RetryPolicy = .standard, _ script: @escaping FaultServer.Script
  ) async throws -> Fixture {
    let server = FaultServer(script)
    let waits = Waits()
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(
        address: ServerAddress(server.address), key: APIKey(Self.key),
        maxConnections: maxConnections, retryPolicy: policy, timeLimits: timeLimits,
        fingerprint: "known"),
      logger: nil, clock: waits.clock)
    return Fixture(server: server, model: model, waits: waits)
  }

  /// The error that a model on this server gives.
  private func error(_ script: @escaping FaultServer.Script) async throws -> ModelError {
    let fixture = try await fixture(script)
    defer { fixture.server.stop() }
    let error = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: request)
    }
    let found = try #require(error)
    #expect(!found.message.contains(Self.key) && !found.message.contains("127.0.0.1"))
    #expect(!found.message.contains("\n") && found.message.count < 400)
    return found
  }

  @Test("a good reply is read in full, and the key is sent with the request")
  func goodReply() async throws {
    let fixture = try await fixture { _, _ in .answer(200, body: ChatReply.body()) }
    defer { fixture.server.stop() }
    let reply = try await fixture.model.reply(to: request)
    #expect(reply.text == "Yes")
    #expect(reply.finishReason == "length")
    #expect(reply.promptTokenCount == 80)
    #expect(reply.systemFingerprint == "fp1")
    let yes = TokenDistribution.Entry(token: Token(text: "Yes", id: 7), logProbability: -0.25)
    let no = TokenDistribution.Entry(token: Token(text: "No", id: 8), logProbability: -1.5)
    #expect(reply.tokens == [TokenDistribution(said: yes, alternatives: [yes, no])])
    #expect(fixture.server.chats[0].headers.contains("Authorization: Bearer \(Self.key)"))
    #expect(!fixture.server.chats[0].headers.contains { $0.hasPrefix("Expect") })
    #expect(fixture.model.identity == ModelIdentity(name: "m", fingerprint: "known"))
  }

  @Test("without a known fingerprint the server's own facts make one, without its address")
  func fingerprint() async throws {
    let server = FaultServer { _, _ in .answer(200, body: ChatReply.body()) }
    defer { server.stop() }
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(address: ServerAddress(server.address)))
    #expect(
      model.identity == ModelIdentity(name: "m", fingerprint: "parameters=7 system=fp1"))
  }

  @Test("a port that refuses is one line that says what to check, at once")
  func refused() async throws {
    let (descriptor, port) = LoopbackListener.boundSocket(port: 0)
    defer { close(descriptor) }
    let address = try ServerAddress("http://127.0.0.1:\(port)")
    let error = await #expect(throws: ModelError.self) {
      try await ChatCompletionsModel(connectingTo: ChatServer(address: address))
    }
    #expect(
      error
        == ModelError(
          code: .unreachable,
          message: "the server refuses connections: check that it runs, and its address and port"))
  }

  @Test("a server that goes away during a run is waited for, then given up")
  func goesAway() async throws {
    let fixture = try await fixture { _, _ in .close }
    fixture.server.stop()
    let error = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: request)
    }
    #expect(error?.code == .unreachable || error?.code == .unavailable)
    #expect(fixture.waits.all.count == RetryPolicy.standard.maxRetries)
  }

  @Test("a connection broken in the middle of a reply is tried again at once")
  func resetInBody() async throws {
    let fixture = try await fixture { _, number in
      number == 0 ? .resetInBody : .answer(200, body: ChatReply.body())
    }
    defer { fixture.server.stop() }
    #expect(try await fixture.model.reply(to: request).text == "Yes")
    #expect(fixture.server.chats.count == 2)
    #expect(fixture.waits.all == [.zero])
  }

  @Test("429 with Retry-After waits as long as the server asks")
  func tooManyRequests() async throws {
    let fixture = try await fixture { _, number in
      number == 0
        ? .answer(429, headers: ["Retry-After: 7"], body: #"{"error":"slow down"}"#)
        : .answer(200, body: ChatReply.body())
    }
    defer { fixture.server.stop() }
    #expect(try await fixture.model.reply(to: request).text == "Yes")
    #expect(fixture.waits.all == [.seconds(7)])
  }

  @Test("503 for a while is waited out, with growing waits")
  func unavailableForAWhile() async throws {
    let fixture = try await fixture { _, number in
      number < 3
        ? .answer(503, body: "loading") : .answer(200, body: ChatReply.body())
    }
    defer { fixture.server.stop() }
    #expect(try await fixture.model.reply(to: request).text == "Yes")
    let waits = fixture.waits.all
    #expect(waits.count == 3 && waits == waits.sorted())
  }

  @Test("500 is tried three times in all, and its body is told")
  func internalError() async throws {
    let fixture = try await fixture { _, _ in
      .answer(500, body: #"{"error":{"message":"out of cheese","code":500}}"#)
    }
    defer { fixture.server.stop() }
    let error = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: request)
    }
    #expect(
      error
        == ModelError(
          code: .failed,
          message: "the server fails at this request (HTTP 500): out of cheese"))
    #expect(fixture.server.chats.count == 3)
  }

  @Test("a server that hangs is given up after the time-out, and asked again")
  func hangs() async throws {
    let fixture = try await fixture(
      timeLimits: TimeLimits(answering: .milliseconds(300)),
      policy: RetryPolicy(
        shortestDelay: .milliseconds(1), longestDelay: .milliseconds(1), maxRetries: 1)
    ) { _, _ in .hang }
    defer { fixture.server.stop() }
    let error = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: request)
    }
    #expect(
      error
        == ModelError(
          code: .unavailable,
          message:
            "the server did not reply in time: if it is only slow, give it longer with --timeout"))
    #expect(fixture.server.chats.count == 2)
  }

  @Test(
    "a request that the server refuses is sent once, and the server's words become one line",
    arguments: [
      (400, #"{"error":{"message":"too\nlong","type":"x"}}"#, ModelError.Code.rejected, "too long"),
      (401, #"{"error":"Unauthorized"}"#, .unauthorized, "Unauthorized"),
      (403, #"{"error":"bad key \#(key) at 127.0.0.1"}"#, .unauthorized, "bad key (hidden) at"),
      (404, #"{"detail":"Not Found"}"#, .notFound, "Not Found"),
      (422, #"{"detail":[{"loc":["body"],"msg":"field required"}]}"#, .rejected, "field required"),
      (413, "Payload\u{1B}[31m\u{202E} Too Large", .rejected, "Payload [31m Too Large"),
      (501, "", .rejected, "the server refuses the request (HTTP 501)"),
      (405, "<html><body>nginx</body></html>", .rejected, "(HTTP 405)"),
    ])
  func errorBodies(status: Int, body: String, code: ModelError.Code, words: String) async throws {
    let error = try await error { _, _ in .answer(status, body: body) }
    #expect(error.code == code)
    #expect(error.message.contains(words), "\(error.message)")
    #expect(error.message.contains("(HTTP \(status))"))
    #expect(!error.message.contains("<"))
  }

  @Test(
    "a reply that cannot be used is refused with its reason",
    arguments: [
      ("not JSON", "not the JSON"),
      (#"{"choices":[{"message":{"content":"Ye"#, "not the JSON"),
      (#"{"choices":"none"}"#, "not the JSON"),
      (#"{"object":"x"}"#, "no choices"),
      (#"{"choices":[]}"#, "no choices"),
      (#"{"choices":[{"message":{"content":"Yes"}}]}"#, "no log-probabilities"),
      (#"{"choices":[{"message":{"content":"Yes"},"logprobs":null}]}"#, "no log-probabilities"),
      (ChatReply.empty(finishReason: "length"), "first part of a character"),
      (ChatReply.body(logprob: "NaN"), "not the JSON"),
      (ChatReply.body(logprob: "null"), "log-probability that is none"),
      (ChatReply.body(logprob: "0.7"), "log-probability that is none"),
      (ChatReply.body(logprob: "\"-1\""), "not the JSON"),
      (#"{"choices":[{"message":{"content":"\ud83d"}}]}"#, "not the JSON"),
    ])
  func unusable(body: String, words: String) async throws {
    let error = try await error { _, _ in .answer(200, body: body) }
    #expect(error.code == .unusableReply)
    #expect(error.message.contains(words), "\(error.message)")
  }

  @Test(
    "minus infinity comes as a large negative number and is read as what it is",
    arguments: ["-9999.0", "-3.4028234663852886e+38", "-1e5"])
  func minusInfinity(logprob: String) async throws {
    let fixture = try await fixture { _, _ in
      .answer(200, body: ChatReply.body(others: #"{"token":"x","logprob":\#(logprob)}"#))
    }
    defer { fixture.server.stop() }
    let reply = try await fixture.model.reply(to: request)
    #expect(reply.tokens[0].alternatives[1].logProbability == -.infinity)
    #expect(reply.tokens[0].unlistedUpperBound.isFinite)
  }

  @Test("an answer that ends before its first token is an empty answer")
  func emptyAnswer() async throws {
    let fixture = try await fixture { _, _ in
      .answer(200, body: ChatReply.empty(finishReason: "stop"))
    }
    defer { fixture.server.stop() }
    let reply = try await fixture.model.reply(to: request)
    #expect(reply.text == "" && reply.tokens == [])
  }

  @Test("the key is nowhere in what can be printed of a model, its server or an error")
  func keyIsHidden() async throws {
    let fixture = try await fixture { _, _ in .answer(200, body: ChatReply.body()) }
    defer { fixture.server.stop() }
    let key = try #require(APIKey("  \(Self.key)\n"))
    var text =
      "\(key) \(String(reflecting: key)) \(fixture.model) \(String(reflecting: fixture.model))"
    dump(key, to: &text)
    dump(fixture.model, to: &text)
    dump(try ChatServer(address: ServerAddress("http://x"), key: key), to: &text)
    #expect(!text.contains(Self.key))
    #expect(text.contains("(hidden)"))
  }

  @Test(
    "a key that could break out of its header is refused", arguments: ["", " ", "a b", "a\r\nX: y"])
  func badKeys(text: String) {
    #expect(APIKey(text) == nil)
  }

  @Test("the model must be listed; without a name it must be the only one")
  func modelNames() async throws {
    let server = FaultServer { _, _ in .answer(200, body: ChatReply.body()) }
    defer { server.stop() }
    let address = try ServerAddress(server.address)
    let error = await #expect(throws: ModelError.self) {
      try await ChatCompletionsModel(
        connectingTo: ChatServer(address: address, modelName: "other"))
    }
    #expect(
      error
        == ModelError(
          code: .notFound, message: #"the server has no model "other"; it lists: m"#))
    let list = try ModelList(Array(#"{"data":[{"id":"a"},{"id":"b"}]}"#.utf8))
    #expect(try list.entry(named: "b").id == "b")
    let several = #expect(throws: ModelError.self) { try list.entry(named: nil) }
    #expect(several?.message == "the server has several models, name one: a, b")
    #expect(throws: ModelError.self) { try ModelList(Array("[]".utf8)) }
  }

  @Test(
    "as many requests are in flight as there are connections, and never more", arguments: [1, 2, 7])
  func boundedInFlight(maxConnections: Int) async throws {
    // The first requests wait for each other, which proves that so many are under way together.
    let arrived = Arrivals()
    let fixture = try await fixture(maxConnections: maxConnections) { _, number in
      arrived.count.add(1, ordering: .sequentiallyConsistent)
      if number < maxConnections {
        while arrived.count.load(ordering: .sequentiallyConsistent) < maxConnections {
          sched_yield()
        }
      }
      return .answer(200, body: ChatReply.body())
    }
    defer { fixture.server.stop() }
    let count = try await withThrowingTaskGroup { group in
      for _ in 0..<40 { group.addTask { try await fixture.model.reply(to: request).text } }
      return try await group.reduce(0) { count, text in count + (text == "Yes" ? 1 : 0) }
    }
    #expect(count == 40)
    #expect(fixture.server.mostInFlight == maxConnections)
    #expect(fixture.server.connectionCount <= maxConnections + 1, "connections are kept")
  }

  private final class Arrivals: Sendable {
    let count = Atomic<Int>(0)
  }

  @Test("cancelling ends a request that is under way and one that waits for a place, at once")
  func cancellation() async throws {
    let fixture = try await fixture(
      maxConnections: 1, timeLimits: TimeLimits(answering: .seconds(600))
    ) { _, _ in .hang
    }
    defer { fixture.server.stop() }
    let tasks = (0..<2).map { _ in
      Task {
        _ = await #expect(throws: ModelError.cancelled) {
          try await fixture.model.reply(to: request)
        }
      }
    }
    #expect(await eventually { fixture.server.inFlight == 1 })
    tasks.forEach { $0.cancel() }
    for task in tasks { await task.value }
    #expect(fixture.server.chats.count == 1)
  }

  @Test("cancelling at any moment loses no request", arguments: 0..<30)
  func cancellationRace(round: Int) async throws {
    let fixture = try await fixture(maxConnections: 3) { _, _ in
      .answer(200, body: ChatReply.body())
    }
    defer { fixture.server.stop() }
    let tasks = (0..<12).map { _ in Task { try? await fixture.model.reply(to: request).text } }
    for task in tasks.prefix(round % 12) { task.cancel() }
    var answered = 0
    for task in tasks where await task.value == "Yes" { answered += 1 }
    #expect(answered >= 12 - round % 12)
    #expect(try await fixture.model.reply(to: request).text == "Yes", "the place was given back")
  }
}
