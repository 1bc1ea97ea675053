import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestHost

/// What a server can do wrong with tokens that it is made to give.
extension FaultTests {
  @Test("a token that was forced must come back: by its id, or by its text where there is no id")
  func forcedToken() async throws {
    let fixture = try await fixture { request, _ in
      // The server returns token 7 with its id for one prompt, and without for the other.
      .answer(200, body: ChatReply.body(id: request.body.contains("no ids") ? nil : 7))
    }
    defer { fixture.server.stop() }
    var asked = request
    asked.forcedTokens = [Token(text: "Yes", id: 7)]
    #expect(try await fixture.model.reply(to: asked).text == "Yes")
    #expect(fixture.server.chats[0].body.contains(#""logit_bias":{"7":100}"#))

    asked.forcedTokens = [Token(text: "Yes", id: 9)]
    let wrongID = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: asked)
    }
    #expect(wrongID?.code == .unusableReply)
    #expect(wrongID?.message.contains("instead of the forced token") == true)

    asked.prompt = "no ids"
    #expect(try await fixture.model.reply(to: asked).text == "Yes")
    asked.forcedTokens = [Token(text: "No", id: 8)]
    await #expect(throws: ModelError.self) { try await fixture.model.reply(to: asked) }

    asked.forcedTokens = [Token(text: "Yes")]
    let withoutID = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: asked)
    }
    #expect(withoutID?.code == .rejected)
  }

  @Test("several tokens that were forced must come back, all of them and in their order")
  func forcedTokens() async throws {
    let (spo, on, dog) = ((text: " spo", id: 7), (text: "on", id: 8), (text: " dog", id: 9))
    let bodies = [
      "right": ChatReply.body(tokens: [spo, on]),
      "right without ids": ChatReply.body(tokens: [spo, on], withIDs: false),
      "one more": ChatReply.body(tokens: [spo, on, dog]),
      "too few": ChatReply.body(tokens: [spo]),
      "none": ChatReply.body(tokens: []),
      "turned": ChatReply.body(tokens: [on, spo]),
      "others": ChatReply.body(tokens: [dog, on]),
      "same words, other ids": ChatReply.body(tokens: [spo, (on.text, 10)]),
    ]
    let fixture = try await fixture { request, _ in
      let name = bodies.keys.first { request.body.contains("\"text\":\"\($0)\"") } ?? "none"
      return .answer(200, body: bodies[name] ?? "")
    }
    defer { fixture.server.stop() }
    var asked = request
    asked.maxTokens = 2
    asked.forcedTokens = [spo, on].map { Token(text: $0.text, id: $0.id) }
    for name in ["right", "right without ids", "one more"] {
      asked.prompt = name
      #expect(try await fixture.model.reply(to: asked).text.hasPrefix(" spoon"), "\(name)")
    }
    let refusals = [
      "too few": "the server answered 1 tokens instead of the 2 that were forced",
      "turned":
        #"the server answered "on" instead of the forced token " spo": it ignores a grammar "#
        + "of token ids, or the token id is not the model's",
      "others": #"the server answered " dog" instead of the forced token " spo": it ignores a "#
        + "grammar of token ids, or the token id is not the model's",
      "same words, other ids": #"the server answered "on" instead of the forced token "on": it "#
        + "ignores a grammar of token ids, or the token id is not the model's",
    ]
    for (name, message) in refusals {
      asked.prompt = name
      let error = await #expect(throws: ModelError.self) {
        try await fixture.model.reply(to: asked)
      }
      #expect(error == ModelError(code: .unusableReply, message: message))
    }
    asked.prompt = "none"
    await #expect(throws: ModelError.self) { try await fixture.model.reply(to: asked) }

    asked.prompt = "right"
    asked.forcedTokens[1].id = nil
    let withoutID = await #expect(throws: ModelError.self) {
      try await fixture.model.reply(to: asked)
    }
    #expect(withoutID?.code == .rejected)
  }
}
