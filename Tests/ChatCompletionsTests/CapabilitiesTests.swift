import Imaging
import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestHost

/// How a server is asked once it is known what it can do.
@Suite(.timeLimit(.minutes(30))) struct CapabilitiesTests {
  private static let image = RGBImage(width: 1, height: 1, pixels: [1, 2, 3])
  private static let greeting = ChatReply.scored(
    ChatReply.withIDs(" hi", [("hi", 9)]), prompt: [(5, 0), (6, -1), (7, -2)])

  private static func usual() -> ServerCapabilities {
    var able = ServerCapabilities()
    able.takesBMP = true
    able.takesPNG = true
    able.topLogProbabilities = 20
    able.canForceFirstToken = true
    able.continuesPrefix = true
    return able
  }

  /// What a server of these capabilities is sent for a request.
  private func sent(
    _ request: ModelRequest, greeting: String = ChatReply.body(),
    _ change: (inout ServerCapabilities) -> Void
  ) async throws -> String {
    let server = FaultServer { request, _ in
      .answer(
        200, body: request.body.contains(#""text":"Hello""#) ? greeting : ChatReply.body())
    }
    defer { server.stop() }
    var able = Self.usual()
    change(&able)
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(address: ServerAddress(server.address)), capabilities: able)
    #expect(model.capabilities == able)
    _ = try? await model.reply(to: request)
    return try #require(server.chats.last).body
  }

  private let question = ModelRequest(image: image, prompt: "Is it?")

  @Test func `A server that refuses BMP gets PNG, every other one BMP`() async throws {
    #expect(try await sent(question) { $0.takesBMP = false }.contains("data:image/png;base64,iVBO"))
    #expect(try await sent(question) { _ in }.contains("data:image/bmp;base64,Qk"))
    #expect(try await sent(question) { $0.takesPNG = false }.contains("data:image/bmp"))
  }

  @Test(arguments: [(5, 5), (20, 20), (1, 1), (0, 1)])
  func `A server is asked for as many candidates as it lists`(listed: Int, asked: Int) async throws
  {
    let body = try await sent(question) { $0.topLogProbabilities = listed }
    #expect(
      body.contains("\"top_logprobs\":\(asked)}") || body.contains("\"top_logprobs\":\(asked),"))
  }

  @Test func `A chat that lacks its first token is told to have it`() async throws {
    #expect(
      try await sent(question) { $0.lacksFirstToken = true }.contains(
        #""add_special_tokens":true"#))
    #expect(
      try await !sent(question) { $0.lacksFirstToken = false }.contains("add_special_tokens"))
  }

  @Test func `Tokens are read as part of the prompt only where that was seen to be right`()
    async throws
  {
    let two = ModelRequest(
      image: nil, prompt: "Is it?", maxTokens: 2,
      forcedTokens: [Token(text: "a", id: 6), Token(text: "b", id: 7)])
    let read = try await sent(two, greeting: Self.greeting) { $0.forcesSeveral = .promptLogprobs }
    #expect(read.contains("prompt_logprobs") && !read.contains("grammar"))
    let said = try await sent(two, greeting: Self.greeting) { $0.forcesSeveral = .grammar }
    #expect(!said.contains("prompt_logprobs") && said.contains("grammar"))
    // A first reply that does not show it is not overruled.
    let unseen = try await sent(two) { $0.forcesSeveral = .promptLogprobs }
    #expect(!unseen.contains("prompt_logprobs"))
  }

  @Test func `A forced token's processed log-probability is refused before it is asked for`()
    async throws
  {
    let server = FaultServer { _, _ in .answer(200, body: ChatReply.body()) }
    defer { server.stop() }
    var able = Self.usual()
    able.givesRawLogProbabilities = false
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(address: ServerAddress(server.address)), capabilities: able)
    let before = server.chats.count
    let error = await #expect(throws: ModelError.self) {
      try await model.reply(
        to: ModelRequest(image: nil, prompt: "Is it?", forcedTokens: [Token(text: "Yes", id: 7)]))
    }
    #expect(error?.code == .rejected && error?.message.contains("processed") == true)
    #expect(server.chats.count == before)
    _ = try await model.reply(to: question)
  }

  @Test func `Capabilities survive being written, also in snake case, and lacking keys`() throws {
    var able = Self.usual()
    able.givesRawLogProbabilities = true
    able.forcesSeveral = .promptLogprobs
    able.tokenNaming = .idWhenAsked
    able.pictureTokens = 64
    able.textTokens = 18
    able.evaluationsPerSecond = 41.5
    var report = ServerReport()
    report.model = "m"
    report.capabilities = able
    report.checks = [
      .init(
        name: "n", asks: "?",
        result: .failed("f", consequence: "c", remedy: Remedy(vLLM: "-x", llamaCpp: "-y")))
    ]
    #expect(try JSONCoding.snakeRoundTrip(report) == report)
    #expect(try JSONCoding.decoded(#"{}"#, as: ServerCapabilities.self) == ServerCapabilities())
    #expect(
      try JSONCoding.decoded(
        #"{"top_log_probabilities":5,"new_thing":[1]}"#, as: ServerCapabilities.self
      )
      .topLogProbabilities == 5)
  }

  @Test func `The embedded model is examined, and answers the same when it is relied on`()
    async throws
  {
    let model = try await EmbeddedModel(starting: ServerScript.usual, maxConnections: 8)
    let image = Picture.random(width: 128, height: 128, seed: 5)
    let asked = ModelRequest(image: image, prompt: "Is there a dog in the image?")
    let before = try await model.reply(to: asked)
    #expect(model.capabilities == nil)
    let report = try await model.examine { _ in }
    #expect(report.isAuditable && report.refusedBy == nil && report.failures.isEmpty)
    let able = report.capabilities
    // The vision tower of 128×128 pixels makes 64 tokens.
    #expect(try #require(able.pictureTokens) > 0 && #require(able.textTokens) > 0)
    let relied = model.relying(on: able)
    #expect(relied.capabilities == able && relied.identity == model.identity)
    let after = try await relied.reply(to: asked)
    #expect(after.text == before.text)
    #expect(
      abs(after.tokens[0].said.logProbability - before.tokens[0].said.logProbability) < 1e-4)
    #expect(
      after.promptTokenCount
        == able.pictureTokens.map { $0 + (able.textTokens ?? 0) })
    await model.stop()
  }
}
