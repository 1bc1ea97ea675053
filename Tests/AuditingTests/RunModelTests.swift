import Imaging
import ModelAPI
import Synchronization
import Testing

@testable import Auditing

@Suite("The model of a run")
struct RunModelTests {
  private static let gone = ModelError(code: .unreachable, message: "nobody is there")

  private func request(
    _ prompt: String, width: Int? = nil, forced: [String] = []
  ) -> ModelRequest {
    ModelRequest(
      image: width.map {
        RGBImage(width: $0, height: 1, pixels: Array(repeating: 0, count: 3 * $0))
      },
      prompt: prompt, forcedTokens: forced.map { Token(text: $0) })
  }

  @Test("asks nothing more after an error of the server, and much after one of a request")
  func endsOnce() async throws {
    let scripted = ScriptedModel { request, _ throws(ModelError) in
      switch request.prompt {
      case "gone": throw Self.gone
      case "useless": throw ModelError(code: .unusableReply, message: "no JSON")
      case "stopped": throw ModelError(code: .cancelled, message: "stopped")
      default: return ModelReply(oneTokenOf: ["Yes": 1])
      }
    }
    let model = RunModel(scripted)
    for prompt in ["useless", "stopped"] {
      await #expect(throws: ModelError.self) { try await model.reply(to: request(prompt)) }
    }
    #expect(try await model.reply(to: request("Is it?")).text == "Yes")
    await #expect(throws: Self.gone) { try await model.reply(to: request("gone")) }
    await #expect(throws: Self.gone) { try await model.reply(to: request("Is it?")) }
    #expect(scripted.requestCount == 4)
    #expect(model.requestCount == 4)
  }

  @Test("takes many failures in a row for the server's end, and single ones for what they are")
  func failuresInARow() async throws {
    let failed = ModelError(code: .failed, message: "HTTP 500")
    let scripted = ScriptedModel { request, _ throws(ModelError) in
      if request.prompt == "poison" { throw failed }
      return ModelReply(oneTokenOf: ["Yes": 1])
    }
    let model = RunModel(scripted)
    for _ in 0..<3 {
      for _ in 1..<RunModel.mostFailuresInARow {
        await #expect(throws: failed) { try await model.reply(to: request("poison")) }
      }
      _ = try await model.reply(to: request("Is it?"))
    }
    for _ in 1..<RunModel.mostFailuresInARow {
      await #expect(throws: failed) { try await model.reply(to: request("poison")) }
    }
    let end = ModelError(code: .unavailable, message: "HTTP 500")
    await #expect(throws: end) { try await model.reply(to: request("poison")) }
    await #expect(throws: end) { try await model.reply(to: request("Is it?")) }
  }

  @Test("lets an answer arrive that was on its way when the server failed")
  func letsArrive() async throws {
    let (hasFailed, fail) = AsyncStream.makeStream(of: Void.self)
    let (hasArrived, arrive) = AsyncStream.makeStream(of: Void.self)
    let scripted = ScriptedModel { request, _ throws(ModelError) in
      guard request.prompt == "slow" else { throw Self.gone }
      arrive.finish()
      for await _ in hasFailed {}
      return ModelReply(oneTokenOf: ["Yes": 1])
    }
    let model = RunModel(scripted)
    let slow = Task { try await model.reply(to: request("slow")) }
    for await _ in hasArrived {}
    await #expect(throws: Self.gone) { try await model.reply(to: request("gone")) }
    fail.finish()
    #expect(try await slow.value.text == "Yes")
  }

  @Test("notices that a prompt has another length, in a reply of the server or of the log")
  func promptLengths() async throws {
    let length = Mutex(20)
    let model = RunModel(
      ScriptedModel { _, _ throws(ModelError) in
        var reply = ModelReply(oneTokenOf: ["Yes": 1])
        reply.promptTokenCount = length.withLock { $0 }
        return reply
      })
    _ = try await model.reply(to: request("a", width: 4))
    length.withLock { $0 = 21 }
    // Another text, another size, and several tokens that are read as part of the prompt are other prompts.
    _ = try await model.reply(to: request("b", width: 4))
    _ = try await model.reply(to: request("a", width: 5))
    _ = try await model.reply(to: request("a", width: 4, forced: ["x", "y"]))
    let error = await #expect(throws: ModelError.self) {
      try await model.reply(to: request("a", width: 4, forced: ["x"]))
    }
    #expect(error?.code == .changed)
    #expect(
      error?.message
        == "the server reads the same prompt as 21 tokens that was 20 before: its model, template or "
        + "image settings have changed; start it as it was")

    let resumed = RunModel(ScriptedModel { _ in 1 })
    var reply = ModelReply(oneTokenOf: ["Yes": 1])
    try resumed.note(reply, to: request("a"))
    for count in [20, 20] {
      reply.promptTokenCount = count
      try resumed.note(reply, to: request("a"))
    }
    reply.promptTokenCount = 19
    #expect(throws: ModelError.self) { try resumed.note(reply, to: request("a")) }
  }

  @Test("remembers a bounded number of prompts")
  func boundedMemory() {
    var lengths = PromptLengths()
    for number in 0...PromptLengths.capacity { _ = lengths.note(7, for: request("\(number)")) }
    #expect(lengths.note(8, for: request("\(PromptLengths.capacity)")) == 7)
    #expect(lengths.note(8, for: request("0")) == 8, "the oldest are forgotten")
  }
}
