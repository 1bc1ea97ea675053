import ModelAPI
import Synchronization
import Testing

@testable import ChatCompletions
@testable import TestHost

/// What a server shows that it understands, in a first reply, and how it is asked from then on.
@Suite(.timeLimit(.minutes(30))) struct ServerDialectTests {
  private static let greeting = ChatReply.scored(
    ChatReply.withIDs(" hi", [("hi", 9)]), prompt: [(5, 0), (6, -1), (7, -2)])

  /// A model on a server that answers the greeting with one body and everything else with another.
  private func model(
    startTokens: [Int]? = nil, greeting: String, answer: String = ChatReply.body()
  ) async throws -> (ChatCompletionsModel, FaultServer) {
    let server = FaultServer(startTokens: startTokens) { request, _ in
      .answer(200, body: request.body.contains(#""text":"Hello""#) ? greeting : answer)
    }
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(address: ServerAddress(server.address)), logger: nil,
      clock: .instant)
    return (model, server)
  }

  @Test("what a reply does not show is not believed")
  func dialects() throws {
    func dialect(_ body: String, start: [Int] = []) throws -> ServerDialect {
      ServerDialect(try ChatReplyBody(Array(body.utf8)), start: start)
    }
    #expect(try dialect(ChatReply.body()) == .common)
    #expect(try dialect(ChatReply.body(id: nil), start: [1]) == .common)
    let named = ChatReply.withIDs(" hi", [("hi", 9)])
    #expect(try dialect(named) == ServerDialect(givesTokenIDs: true))
    #expect(
      try dialect(Self.greeting) == ServerDialect(givesTokenIDs: true, scoresPrompt: true))
    // The chat begins with 5 of itself; with 1 it must be told; two tokens are more than a beginning.
    #expect(try !dialect(Self.greeting, start: [5]).needsSpecialTokens)
    #expect(try dialect(Self.greeting, start: [1]).needsSpecialTokens)
    #expect(try !dialect(Self.greeting, start: [1, 2]).needsSpecialTokens)
    let gap = Self.greeting.replacing(#"{"6":"#, with: #"{"66":"#)
    #expect(try !dialect(gap).scoresPrompt)
  }

  @Test("a server that refuses the question is asked as every other, and is the same model")
  func refusal() async throws {
    let server = FaultServer { request, _ in
      request.body.contains("return_token")
        ? .answer(400, body: #"{"error":{"message":"unknown field"}}"#)
        : .answer(200, body: ChatReply.body())
    }
    defer { server.stop() }
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(address: ServerAddress(server.address)), logger: nil,
      clock: .instant)
    #expect(model.identity.fingerprint == "parameters=7 system=fp1")
    #expect(!model.readsForcedTokens)
    _ = try await model.reply(to: ModelRequest(image: nil, prompt: "Is it?"))
    #expect(server.chats.count == 3)
    #expect(
      server.chats[2].body
        == #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Is it?"}]}],"#
        + #""max_tokens":1,"temperature":0,"logprobs":true,"top_logprobs":20}"#)
  }

  @Test(
    "a server that ignores the question is asked as every other, and no other page is looked for")
  func ignorance() async throws {
    let (model, server) = try await model(greeting: ChatReply.body())
    defer { server.stop() }
    _ = try await model.reply(to: ModelRequest(image: nil, prompt: "Is it?"))
    #expect(server.chats.count == 2)
    #expect(!server.chats[1].body.contains("return_token"))
    #expect(!server.others.contains { $0.line.contains("tokenize") })
  }

  @Test("tokens have the ids that stand beside them, and the blanks that the text has")
  func tokenIDs() async throws {
    let tokens = [("Yes", 7), (",", 8), ("a", 9), ("spo", 10), ("on", 11), ("</s>", 2)]
    let (model, server) = try await model(
      greeting: Self.greeting, answer: ChatReply.withIDs(" Yes, a spoon", tokens, isEnded: true))
    defer { server.stop() }
    let reply = try await model.reply(
      to: ModelRequest(image: nil, prompt: "Is it?", maxTokens: 6))
    #expect(reply.tokens.map(\.said.token.id) == [7, 8, 9, 10, 11, 2])
    #expect(
      reply.tokens.map(\.said.token.text) == [" Yes", ",", " a", " spo", "on", "</s>"])
    // The said token is listed first, out of its rank.
    #expect(reply.tokens[0].alternatives.map(\.token) == [Token(text: "no")])
    #expect(
      reply.tokens[0].entries.map(\.token) == [Token(text: "no"), Token(text: " Yes", id: 7)])
    #expect(server.chats[1].body.contains(#""return_token_ids":true"#))
    #expect(!server.chats[1].body.contains("add_special_tokens"))
    let forced = try await model.reply(
      to: ModelRequest(image: nil, prompt: "Is it?", forcedTokens: [Token(text: "Yes", id: 7)]))
    #expect(forced.tokens[0].said.token.id == 7)
    #expect(server.chats[2].body.contains(#""logit_bias":{"7":100}"#))
  }

  @Test(
    "blanks are given back as far as tokens and text agree",
    arguments: [
      (["a", "b"], "a b", ["a", " b"]), (["a", "b"], "ab", ["a", "b"]),
      ([" a", "b"], " ab", [" a", "b"]),
      (["a", "\u{FFFD}", "b"], " a\u{E9} b", [" a", "\u{FFFD}", "b"]),
      (["a", "</s>"], "a", ["a", "</s>"]), ([], "a", []), (["", "a"], " a", ["", " a"]),
    ])
  func spelling(tokens: [String], text: String, spelled: [String]) {
    #expect(ChatReplyBody.spelled(tokens, asIn: text) == spelled)
  }

  @Test("a chat without the tokenizer's first token is told to have it, in every request")
  func firstToken() async throws {
    let (model, server) = try await model(startTokens: [1], greeting: Self.greeting)
    defer { server.stop() }
    _ = try await model.reply(to: ModelRequest(image: nil, prompt: "Is it?"))
    #expect(server.chats[1].body.contains(#""add_special_tokens":true"#))
    #expect(!server.chats[0].body.contains("add_special_tokens"))
  }

  @Test("several forced tokens are read as the end of the prompt, where the server scores prompts")
  func readAnswer() async throws {
    let answers: [String: [(id: Int, logprob: Double)]] = [
      "right": [(5, 0), (6, -9), (10, -0.75), (11, -1.5)],
      "other ids": [(5, 0), (6, -9), (10, -0.75), (12, -1.5)],
      "short": [(10, 0), (11, -1.5)],
      "above 0": [(5, 0), (6, -9), (10, 0.75), (11, -1.5)],
    ]
    let server = FaultServer { request, number in
      if number == 0 { return .answer(200, body: Self.greeting) }
      let prompt = answers.first { request.body.contains("\"text\":\"\($0.key)\"") }?.value
      return .answer(200, body: ChatReply.scored(ChatReply.body(), prompt: prompt ?? []))
    }
    defer { server.stop() }
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(address: ServerAddress(server.address)))
    #expect(model.readsForcedTokens)
    let forced = [Token(text: " spo", id: 10), Token(text: "on", id: 11)]
    func ask(_ prompt: String) async throws -> ModelReply {
      try await model.reply(
        to: ModelRequest(
          image: nil, prompt: prompt, answerPrefix: " A", maxTokens: 2, forcedTokens: forced))
    }
    let reply = try await ask("right")
    #expect(
      server.chats[1].body
        == #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"right"}]},"#
        + #"{"role":"assistant","content":" A spoon"}],"continue_final_message":true,"#
        + #""add_generation_prompt":false,"max_tokens":1,"temperature":0,"return_token_ids":true,"#
        + #""prompt_logprobs":2}"#)
    #expect(reply.text == " spoon")
    #expect(reply.promptTokenCount == 2)
    #expect(reply.tokens.map(\.said.token) == forced)
    #expect(reply.tokens.map(\.said.logProbability) == [-0.75, -1.5])
    #expect(
      reply.tokens[0].alternatives.map(\.token) == [Token(text: " cat", id: 77), forced[0]])
    for (prompt, words) in [
      ("other ids", "reads the answer's text as other tokens"), ("short", "any more"),
      ("above 0", "that is none"), ("unknown", "any more"),
    ] {
      let error = await #expect(throws: ModelError.self) { try await ask(prompt) }
      #expect(error?.code == .unusableReply)
      #expect(error?.message.contains(words) == true, "\(prompt): \(error?.message ?? "")")
    }
  }
}
