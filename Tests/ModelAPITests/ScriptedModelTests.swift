import ModelAPI
import Testing

@Suite struct ScriptedModelTests {
  private let question = ModelRequest(image: nil, prompt: "Is there a cat?")

  @Test("the script sees every request with its number, and all are remembered")
  func numbers() async throws {
    let model = ScriptedModel { request, number in
      ModelReply(text: "\(request.prompt) \(number)", tokens: [])
    }
    #expect(try await model.reply(to: question).text == "Is there a cat? 0")
    #expect(try await model.reply(to: question).text == "Is there a cat? 1")
    #expect(model.requestCount == 2)
    #expect(model.requests == [question, question])
    #expect(model.mostInFlight == 1)
  }

  @Test("the script may fail")
  func fails() async {
    let error = ModelError(code: .unavailable, message: "tired")
    let model = ScriptedModel { _, _ throws(ModelError) in throw error }
    await #expect(throws: error) { try await model.reply(to: question) }
  }

  @Test("requests that wait for each other are in flight together")
  func inFlight() async throws {
    let (stream, gate) = AsyncStream.makeStream(of: Void.self)
    let model = ScriptedModel { _, number in
      // The first waits until the second is there.
      if number == 0 {
        for await _ in stream { break }
      } else {
        gate.yield()
      }
      return ModelReply(oneTokenOf: ["Yes": 1])
    }
    async let first = model.reply(to: question)
    async let second = model.reply(to: question)
    _ = try await (first, second)
    #expect(model.mostInFlight == 2)
  }

  @Test("a yes-or-no model says the likelier, or what it is forced to say")
  func yesOrNo() async throws {
    let model = ScriptedModel(yesProbability: { _ in 0.25 })
    let reply = try await model.reply(to: question)
    #expect(reply.text == "No")
    #expect(reply.tokens[0].entries.map(\.token.text) == ["No", "Yes"])
    var forced = question
    forced.forcedTokens = [Token(text: "Yes")]
    let said = try await model.reply(to: forced).tokens[0].said
    #expect(said.token.text == "Yes")
    #expect(abs(said.logProbability - -1.3862943611198906) < 1e-12)
  }

  @Test(
    "of two equally likely tokens the first by text is said; an impossible one has no logarithm")
  func edges() {
    #expect(ModelReply(oneTokenOf: ["b": 0.5, "a": 0.5]).text == "a")
    #expect(
      ModelReply(oneTokenOf: ["a": 1, "b": 0]).tokens[0].entries[1].logProbability == -.infinity)
  }
}
