import ModelAPI

@testable import ChatCompletions

extension FuzzedParser {
  /// What a server says.
  static let server = [
    FuzzedParser(
      name: "reply", corpus: [.files(in: "FuzzTests/Corpus/server", endings: ["reply.json"])],
      words: json + keys, parse: readReply),
    FuzzedParser(
      name: "server-pages", corpus: [.files(in: "FuzzTests/Corpus/server")], words: json + keys,
      parse: readPages),
    FuzzedParser(
      name: "addresses",
      corpus: [
        .text("http://user@[::1]:8000/v1", name: "a"), .text("unix:/run/a.sock", name: "b"),
        .text("X-Key: value", name: "c"),
      ],
      words: [
        "http://", "https://", "unix:", "/v1", "@", "[", "]", ":", "%00", "\r\n", "xn--", "?", "#",
      ],
      parse: readAddress),
  ]

  private static let keys = [
    "\"choices\"", "\"message\"", "\"content\"", "\"logprobs\"", "\"top_logprobs\"", "\"logprob\"",
    "\"token\"", "\"bytes\"", "\"token_ids\"", "\"prompt_logprobs\"", "\"prompt_token_ids\"",
    "\"usage\"",
    "\"finish_reason\"", "-Infinity", "-9999.0", "\"error\"", "\"detail\"", "\"msg\"", "<html>",
  ]

  private static let requests = [
    ModelRequest(image: nil, prompt: "a"),
    ModelRequest(image: nil, prompt: "a", maxTokens: 8),
    ModelRequest(
      image: nil, prompt: "a", maxTokens: 2,
      forcedTokens: [Token(text: " a", id: 264), Token(text: "cat", id: 8415)]),
  ]

  @Sendable private static func readReply(_ bytes: [UInt8]) throws {
    let body: ChatReplyBody
    do throws(ModelError) { body = try ChatReplyBody(bytes) } catch {
      return try Complaint.unlessLine(error.message)
    }
    var reading = ServerDialect(body)
    _ = ServerDialect(body, start: [1])
    reading.scoresPrompt = true
    for request in requests {
      for dialect in [.common, reading] {
        do {
          try check(try body.modelReply(to: request, dialect))
        } catch let error as ModelError {
          try Complaint.unlessLine(error.message)
        }
      }
      do { try check(try body.readAnswer(to: request)) } catch let error as ModelError {
        try Complaint.unlessLine(error.message)
      }
    }
  }

  private static func check(_ reply: ModelReply) throws {
    for token in reply.tokens {
      for entry in token.entries {
        try Complaint.unless(
          entry.logProbability <= 0 && !entry.logProbability.isNaN,
          "a log-probability of \(entry.logProbability)")
      }
    }
  }

  @Sendable private static func readPages(_ bytes: [UInt8]) throws {
    do {
      let list = try ModelList(bytes)
      for name in [nil, "m"] {
        do throws(ModelError) { _ = try list.entry(named: name).facts } catch {
          try Complaint.unlessLine(error.message)
        }
      }
    } catch let error as ModelError {
      try Complaint.unlessLine(error.message)
    }
    _ = ServerProperties.facts(in: bytes)
    if let line = ServerErrorText.line(from: bytes, hiding: ["sk-marker"]) {
      try Complaint.unlessLine(line)
      try Complaint.unless(!line.contains("sk-marker"), "a secret in \(line)")
    }
  }

  @Sendable private static func readAddress(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(ModelError) { _ = try ServerAddress(text) } catch {
      try Complaint.unlessLine(error.message)
    }
    do throws(ModelError) { _ = try HTTPHeader(text) } catch {
      try Complaint.unlessLine(error.message)
    }
  }
}
