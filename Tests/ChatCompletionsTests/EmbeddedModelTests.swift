import Glibc
import Imaging
import ModelAPI
import Testing

@testable import ChatCompletions

/// The bundled model on real llama.cpp; these fail without the environment that `scripts/setup`
/// makes.
@Suite(.timeLimit(.minutes(30))) struct EmbeddedModelTests {
  private static let question = "Is there a dog in the image?"

  /// Runs a test with a model of its own, which is gone afterwards.
  private func withModel(
    maxConnections: Int = 8, _ body: (EmbeddedModel) async throws -> Void
  ) async throws {
    let model = try await EmbeddedModel(
      starting: ServerScript.usual, maxConnections: maxConnections)
    do {
      try await body(model)
    } catch {
      await model.stop()
      throw error
    }
    await model.stop()
  }

  private func request(_ seed: UInt64) -> ModelRequest {
    ModelRequest(image: Picture.random(width: 128, height: 128, seed: seed), prompt: Self.question)
  }

  @Test("the model is known by its name and the digests of its two files")
  func identity() async throws {
    try await withModel { model in
      #expect(model.identity.name == "tiny-llava")
      #expect(
        model.identity.fingerprint.wholeMatch(of: #/sha256:[0-9a-f]{64}\+[0-9a-f]{64}/#) != nil)
    }
  }

  @Test("several servers share the requests, give one answer to one question, and end together")
  func severalServers() async throws {
    var configuration = ServerScript.usual
    configuration.threads = 1
    let model = try await EmbeddedModel(
      starting: configuration, serverCount: 2, maxConnections: 8)
    let processes = model.processIdentifiers
    #expect(Set(processes).count == 2)
    let asked = request(3)
    let replies = try await withThrowingTaskGroup(of: ModelReply.self) { group in
      for _ in 0..<8 { group.addTask { try await model.reply(to: asked) } }
      return try await group.reduce(into: [ModelReply]()) { $0.append($1) }
    }
    let first = replies[0].tokens[0].said
    for reply in replies {
      #expect(reply.tokens[0].said.token == first.token)
      #expect(abs(reply.tokens[0].said.logProbability - first.logProbability) < 1e-4)
    }
    await model.stop()
    #expect(!processes.contains(where: ServerScript.isRunning))
  }

  @Test("a forced token has the log-probability that the list gives it, however unlikely it is")
  func forcedToken() async throws {
    try await withModel { model in
      let listed = try await model.reply(to: request(1)).tokens[0]
      #expect(listed.alternatives.count == 20)
      for entry in listed.alternatives {
        var forced = request(1)
        forced.forcedTokens = [entry.token]
        forced.topLogProbabilities = 1
        let reply = try await model.reply(to: forced)
        #expect(reply.tokens.count == 1)
        #expect(reply.tokens[0].said.token == entry.token)
        #expect(abs(reply.tokens[0].said.logProbability - entry.logProbability) < 1e-4)
      }
    }
  }

  @Test("a token that no list shows can be scored, within the bound that the list gives")
  func unlistedToken() async throws {
    try await withModel { model in
      let listed = try await model.reply(to: request(2)).tokens[0]
      let ids = Set(listed.alternatives.compactMap(\.token.id))
      let unlisted = try #require((300..<1000).first { !ids.contains($0) })
      var forced = request(2)
      forced.forcedTokens = [Token(text: "", id: unlisted)]
      let said = try await model.reply(to: forced).tokens[0].said
      #expect(said.token.id == unlisted)
      #expect(said.logProbability <= listed.unlistedUpperBound)
    }
  }

  @Test("an id that the model does not have is refused, not answered with another token")
  func unknownToken() async throws {
    try await withModel { model in
      var forced = request(1)
      forced.forcedTokens = [Token(text: "?", id: 1_000_000)]
      await #expect(throws: ModelError.self) { try await model.reply(to: forced) }
    }
  }

  @Test("an answer's tokens have the same probabilities when it is continued from a prefix")
  func prefix() async throws {
    try await withModel { model in
      var greedy = request(3)
      greedy.prompt = "Describe the image."
      greedy.maxTokens = 12
      let answer = try await model.reply(to: greedy)
      #expect(answer.tokens.count > 3)
      #expect(answer.tokens.count <= 12)
      var prefix = ""
      for position in answer.tokens.prefix(8) {
        var next = greedy
        next.maxTokens = 1
        next.answerPrefix = prefix
        next.forcedTokens = [position.said.token]
        let said = try await model.reply(to: next).tokens[0].said
        #expect(abs(said.logProbability - position.said.logProbability) < 1e-3, "after \(prefix)")
        prefix += position.said.token.text
      }
    }
  }

  @Test(
    "a whole answer that is forced by its tokens has the probabilities of the generated one",
    arguments: [4, 5] as [UInt64])
  func forcedAnswer(seed: UInt64) async throws {
    try await withModel { model in
      var greedy = request(seed)
      greedy.prompt = "Please describe this image in detail."
      greedy.maxTokens = 64
      let answer = try await model.reply(to: greedy)
      // The end mark is listed as a token of no text.
      let said = answer.tokens.map(\.said).filter { !$0.token.text.isEmpty }
      #expect(said.count > 6)
      for split in [0, 1, said.count / 2, said.count - 2] {
        var forced = greedy
        forced.answerPrefix = said[..<split].map(\.token.text).joined()
        forced.forcedTokens = said[split...].map(\.token)
        forced.maxTokens = forced.forcedTokens.count
        let reply = try await model.reply(to: forced)
        #expect(reply.tokens.map(\.said.token) == forced.forcedTokens)
        for (position, generated) in zip(reply.tokens, said[split...]) {
          let difference = position.said.logProbability - generated.logProbability
          #expect(
            abs(difference) < 5e-3, "\(generated.token.text) after \(forced.answerPrefix)")
        }
      }
    }
  }

  @Test("tokens that the model would not say are said all the same when they are forced")
  func forcedAgainstItsWill() async throws {
    try await withModel { model in
      var greedy = request(6)
      greedy.prompt = "Please describe this image in detail."
      greedy.maxTokens = 4
      let answer = try await model.reply(to: greedy).tokens.map(\.said.token)
      var forced = greedy
      forced.forcedTokens = answer.reversed()
      let said = try await model.reply(to: forced).tokens.map(\.said)
      #expect(said.map(\.token) == answer.reversed())
      #expect(said[0].logProbability < -1)
    }
  }

  @Test("the same picture has the same probabilities every time, alone or among 64 others")
  func manyInFlight() async throws {
    try await withModel(maxConnections: 64) { model in
      let seeds = Array<UInt64>(1...64)
      let together = try await withThrowingTaskGroup { group in
        for seed in seeds {
          group.addTask { (seed, try await model.reply(to: request(seed)).tokens[0].said) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      #expect(together.count == 64)
      for seed in seeds.prefix(8) {
        let alone = try await model.reply(to: request(seed)).tokens[0].said
        let among = try #require(together[seed])
        #expect(alone.token == among.token)
        #expect(abs(alone.logProbability - among.logProbability) < 1e-4)
      }
    }
  }

  @Test("a server that dies under way is named as the reason")
  func serverDies() async throws {
    try await withModel { model in
      let server = try #require(model.processIdentifier)
      #expect(kill(server, SIGKILL) == 0)
      #expect(await eventually { model.processIdentifier == nil })
      let error = await #expect(throws: ModelError.self) { try await model.reply(to: request(1)) }
      #expect(
        error
          == ModelError(
            code: .unreachable,
            message: "the embedded server: it was ended by signal 9 (Killed)"))
    }
  }

  @Test("what llama.cpp refuses is refused with its own words")
  func tooLong() async throws {
    try await withModel { model in
      let prompt = String(repeating: "spoon ", count: 3000)
      let error = await #expect(throws: ModelError.self) {
        try await model.reply(to: ModelRequest(image: nil, prompt: prompt))
      }
      #expect(error?.code == .rejected)
      #expect(error?.message.contains("context") == true, "\(error?.message ?? "")")
    }
  }
}
