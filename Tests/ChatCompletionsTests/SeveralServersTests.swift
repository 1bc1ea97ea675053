import Glibc
import Logging
import ModelAPI
import Synchronization
import Testing

@testable import ChatCompletions
@testable import TestHost

/// Several servers of one model: who is asked, and what happens when one of them goes away.
@Suite(.timeLimit(.minutes(30))) struct SeveralServersTests {
  private let request = ModelRequest(image: nil, prompt: "Is it?")

  private final class Notes: LogHandler, @unchecked Sendable {
    let lines = Mutex<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { nil }
      set {}
    }

    func log(event: LogEvent) { lines.withLock { $0.append(event.message.description) } }
    var all: [String] { lines.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in self } }
  }

  private func good(_ request: FaultServer.Request, _ number: Int) -> FaultServer.Action {
    .answer(200, body: ChatReply.body())
  }

  private func model(
    _ addresses: [String], maxConnections: Int = 4, notes: Notes = Notes(), waits: Waits = Waits()
  ) async throws -> ChatCompletionsModel {
    try await ChatCompletionsModel(
      connectingTo: ChatServer(
        addresses: addresses.map { try ServerAddress($0) }, maxConnections: maxConnections),
      logger: notes.logger, clock: waits.clock)
  }

  private func ask(_ model: ChatCompletionsModel, times count: Int) async throws {
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<count { group.addTask { try await model.reply(to: request).text } }
      for try await text in group { #expect(text == "Yes") }
    }
  }

  @Test("requests are shared among the servers, each within its own limit")
  func shared() async throws {
    let servers = (0..<3).map { _ in FaultServer(good) }
    defer { servers.forEach { $0.stop() } }
    let model = try await model(servers.map(\.address), maxConnections: 2)
    try await ask(model, times: 90)
    // Each was greeted once, when the model was looked for.
    #expect(servers.map(\.chats.count).reduce(0, +) == 93)
    #expect(servers.allSatisfy { $0.chats.count > 10 && $0.mostInFlight <= 2 })
    #expect(model.identity == ModelIdentity(name: "m", fingerprint: "parameters=7 system=fp1"))
  }

  @Test("a server that is dead from the start is left out, and told of once")
  func deadFromTheStart() async throws {
    let (descriptor, port) = LoopbackListener.boundSocket(port: 0)
    defer { close(descriptor) }
    let server = FaultServer(good)
    defer { server.stop() }
    let notes = Notes()
    let waits = Waits()
    let model = try await model(
      ["http://127.0.0.1:\(port)", server.address], notes: notes, waits: waits)
    try await ask(model, times: 40)
    #expect(server.chats.count == 41)
    #expect(waits.all.isEmpty)
    #expect(
      notes.all == [
        "server 1 of 2 is set aside: the server refuses connections: check that it runs, and its address and port"
      ])
  }

  @Test("when a server dies on the way, its requests move to the others at once, none is lost")
  func diesOnTheWay() async throws {
    let dying = FaultServer { _, number in
      number < 10 ? .answer(200, body: ChatReply.body()) : .close
    }
    let other = FaultServer(good)
    defer { other.stop() }
    let notes = Notes()
    let waits = Waits()
    let model = try await model([dying.address, other.address], notes: notes, waits: waits)
    try await ask(model, times: 200)
    #expect(waits.all.allSatisfy { $0 == .zero })
    #expect(other.chats.count >= 150)
    #expect(notes.all.contains { $0.hasPrefix("server 1 of 2 is set aside") })
    dying.stop()
    try await ask(model, times: 50)
  }

  @Test("a server that fails for a while is asked again when its time has come")
  func comesBack() async throws {
    let away = Atomic<Bool>(false)
    let returning = FaultServer { _, _ in
      away.load(ordering: .relaxed)
        ? .answer(503, body: "loading") : .answer(200, body: ChatReply.body())
    }
    let other = FaultServer(good)
    defer { [returning, other].forEach { $0.stop() } }
    let notes = Notes()
    let waits = Waits()
    let model = try await model([returning.address, other.address], notes: notes, waits: waits)
    away.store(true, ordering: .relaxed)
    try await ask(model, times: 50)
    away.store(false, ordering: .relaxed)
    let before = returning.chats.count
    // Time passes by waiting alone.
    try await waits.clock.sleep(.seconds(60))
    try await ask(model, times: 50)
    #expect(returning.chats.count > before + 2)
    #expect(notes.all.count == 2 && notes.all[1] == "server 1 of 2 answers again")
  }

  @Test("a server that comes back with another model is not asked again")
  func returnsChanged() async throws {
    let isChanged = Atomic<Bool>(false)
    let changing = FaultServer { request, _ in
      isChanged.load(ordering: .relaxed)
        ? .answer(200, body: ChatReply.body().replacing("fp1", with: "fp9"))
        : .answer(200, body: ChatReply.body())
    }
    let other = FaultServer(good)
    defer { [changing, other].forEach { $0.stop() } }
    let waits = Waits()
    let client = ServerClient(
      ChatServer(addresses: [try ServerAddress(changing.address), try ServerAddress(other.address)]
      ),
      logger: nil, clock: waits.clock)
    _ = try await client.recognized()
    client.pool.setAside(0)
    isChanged.store(true, ordering: .relaxed)
    try await waits.clock.sleep(.seconds(60))
    let before = changing.chats.count
    for _ in 0..<20 {
      _ = try await client.post(policy: .never) {
        ChatRequestBody.make(request, modelName: "m", .common)
      }
    }
    // It was greeted, found to be another, and left alone.
    #expect(changing.chats.count == before + 1)
    #expect(other.chats.count >= 20)
  }

  @Test("the only server that comes back with another model ends the run, and says how they differ")
  func onlyServerReturnsChanged() async throws {
    let server = FaultServer { _, number in
      .answer(
        200, body: number == 0 ? ChatReply.body() : ChatReply.body().replacing("fp1", with: "fp9"))
    }
    defer { server.stop() }
    let waits = Waits()
    let client = ServerClient(
      ChatServer(address: try ServerAddress(server.address)), logger: nil, clock: waits.clock)
    _ = try await client.recognized()
    client.pool.setAside(0)
    let error = await #expect(throws: ModelError.self) {
      try await client.post(policy: .standard) {
        ChatRequestBody.make(request, modelName: "m", .common)
      }
    }
    #expect(
      error?.message
        == "the server came back with another model than it had: system=fp9 instead of system=fp1")
  }

  @Test(
    "a server that comes back and no longer knows the model, or the key, is left to the others",
    arguments: [
      #"{"data":[{"id":"huge"}]}"#, #"<html>starting</html>"#,
    ])
  func returnsUnusable(list: String) async throws {
    let changing = FaultServer(models: .answer(200, body: list), good)
    let other = FaultServer(good)
    defer { [changing, other].forEach { $0.stop() } }
    let waits = Waits()
    let client = ServerClient(
      ChatServer(addresses: [
        try ServerAddress(changing.address), try ServerAddress(other.address),
      ]), logger: nil, clock: waits.clock)
    client.recognition.sighting = ServerSighting(
      name: "m", facts: ["parameters=7"], dialect: .common)
    client.pool.setAside(0)
    try await waits.clock.sleep(.seconds(60))
    for _ in 0..<20 {
      _ = try await client.post(policy: .never) {
        ChatRequestBody.make(request, modelName: "m", .common)
      }
    }
    #expect(changing.chats.isEmpty && !changing.others.isEmpty)
    #expect(other.chats.count == 20)
  }

  @Test(
    "a server that is only busy when it is first looked at is set aside, not taken for another one")
  func busyAtTheStart() async throws {
    let busy = FaultServer { _, number in
      number < 4 ? .answer(503, body: "busy") : .answer(200, body: ChatReply.body())
    }
    let other = FaultServer(good)
    defer { [busy, other].forEach { $0.stop() } }
    let notes = Notes()
    let waits = Waits()
    let model = try await model([busy.address, other.address], notes: notes, waits: waits)
    #expect(notes.all.count == 1 && notes.all[0].hasPrefix("server 1 of 2 is set aside"))
    try await waits.clock.sleep(.seconds(60))
    try await ask(model, times: 40)
    #expect(busy.chats.count > 8)
  }

  @Test("the only server that is busy when it is first looked at is not given another identity")
  func alwaysBusy() async throws {
    let busy = FaultServer { _, _ in .answer(503, body: "busy") }
    defer { busy.stop() }
    let error = await #expect(throws: ModelError.self) { try await model([busy.address]) }
    #expect(error?.code == .unavailable)
  }

  @Test("when the server wants to be left alone for an hour, those who wait are told at once")
  func leftAlone() async throws {
    let server = FaultServer { _, number in
      number == 0
        ? .answer(200, body: ChatReply.body())
        : .answer(429, headers: ["Retry-After: 3600"], body: "")
    }
    defer { server.stop() }
    let waits = Waits()
    let model = try await model([server.address], maxConnections: 1, waits: waits)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let error = await #expect(throws: ModelError.self) { try await model.reply(to: request) }
          #expect(error?.code == .unavailable)
        }
      }
    }
    #expect(waits.all.isEmpty)
  }

  @Test("servers of different models are refused before anything is asked")
  func differentModels() async throws {
    let one = FaultServer(good)
    let other = FaultServer(
      models: .answer(200, body: #"{"data":[{"id":"m","meta":{"n_params":8}}]}"#), good)
    defer { [one, other].forEach { $0.stop() } }
    let error = await #expect(throws: ModelError.self) {
      try await model([one.address, other.address])
    }
    #expect(
      error
        == ModelError(
          code: .notFound,
          message:
            "server 2 serves another model than server 1: parameters=8 instead of parameters=7"
        ))
  }

  @Test("when all are gone, each request is given up after its own retries, in one line")
  func allGone() async throws {
    let servers = (0..<2).map { _ in
      FaultServer { _, number in number == 0 ? .answer(200, body: ChatReply.body()) : .close }
    }
    let waits = Waits()
    let model = try await model(servers.map(\.address), waits: waits)
    servers.forEach { $0.stop() }
    let error = await #expect(throws: ModelError.self) { try await model.reply(to: request) }
    #expect(error?.code == .unreachable || error?.code == .unavailable)
    #expect(waits.all.count <= RetryPolicy.standard.maxRetries)
  }

  @Test("a key that one of them refuses is named with the server's number")
  func refusedKey() async throws {
    let one = FaultServer(good)
    let other = FaultServer(models: .answer(401, body: "no"), good)
    defer { [one, other].forEach { $0.stop() } }
    let error = await #expect(throws: ModelError.self) {
      try await model([one.address, other.address])
    }
    #expect(error?.code == .unauthorized)
    #expect(error?.message.hasPrefix("server 2 of 2: the server refuses the key") == true)
  }
}
