import ModelAPI
import Testing

@testable import Auditing

@Suite("The tokens of an answer")
struct AnswerTokensTests {
  private func reply(_ tokens: [String], text: String? = nil, ending: String = "stop") -> ModelReply
  {
    ModelReply(
      text: text ?? tokens.joined(),
      tokens: tokens.map {
        let said = TokenDistribution.Entry(token: Token(text: $0), logProbability: -0.5)
        return TokenDistribution(said: said, alternatives: [said])
      }, finishReason: ending)
  }

  /// The texts of the tokens that a word is found in.
  private func found(_ word: String, in tokens: [String]) throws -> [String] {
    let answer = try AnswerTokens(reply(tokens))
    return try answer.places(ofWord: word).map { answer.tokens[$0].said.token.text }
  }

  @Test(
    "that a word has a part in are found, where it first stands as a whole word",
    arguments: [
      ("spoon", ["A", " spo", "on", "."], [" spo", "on"]),
      ("spoon", ["A", " spoon", " and", " spoon"], [" spoon"]),
      ("spoon", ["Spoons", ",", " a", " spoon"], [" spoon"]),
      ("spoon", ["tea", "spoon", " or", " spoon", "!"], [" spoon"]),
      ("SPOON", ["A", " sp", "oon"], [" sp", "oon"]),
      ("spoon", ["A", " SPOON"], [" SPOON"]),
      ("  spoon ", ["A", " spoon"], [" spoon"]),
      ("traffic light", ["a", " traffic", " li", "ght", "."], [" traffic", " li", "ght"]),
      // A token may hold more than the word.
      ("light", ["a", " traffic light", "."], [" traffic light"]),
      ("spoon", ["(", "spoon", ")"], ["spoon"]),
      ("spoon", ["\u{201C}", "spoon", "\u{201D}"], ["spoon"]),
      ("spoon", ["a\u{2014}", "spoon", "\u{2026}"], ["spoon"]),
      ("spoon", ["dessert", "-", "spoon"], ["spoon"]),
      ("dessert-spoon", ["a dessert", "-", "spoon"], ["a dessert", "-", "spoon"]),
      ("café", ["a", " ca", "f", "é", "."], [" ca", "f", "é"]),
      ("CAFÉ", ["a", " café", "."], [" café"]),
      ("caf", ["caf", "é", " caf"], [" caf"]),
      ("漢字", ["漢", "字", "。"], ["漢", "字"]),
      // Lowering this capital changes its length; the word is then found as it is written.
      ("Spoon", ["\u{130}", " Spoon"], [" Spoon"]),
      ("3", ["13", " 3"], [" 3"]),
      (".", ["A", "."], ["."]),
    ])
  func words(word: String, tokens: [String], expected: [String]) throws {
    #expect(try found(word, in: tokens) == expected)
  }

  @Test(
    "do not hold what is only a part of a word, or nothing",
    arguments: ["spoo", "poon", "a spoon", "knife", "", " ", "spoon spoon"])
  func notFound(word: String) {
    let error = #expect(throws: Unexplainable.self) {
      try found(word, in: [" Is", " spo", "on", " there"])
    }
    #expect(
      error?.reason == "the word \"\(word)\" is not in the answer: \"Is spoon there\"")
  }

  @Test(
    "leave the end mark out, and nothing else",
    arguments: [
      (["Yes", "."], "Yes.", "stop", 2), (["Yes", ".", ""], "Yes.", "stop", 2),
      (["Yes", ".", "</s>"], "Yes.", "stop", 2), (["Yes", "."], "Yes.", "length", 2),
      (["Yes", "</s>"], "Yes</s>", "length", 2), (["e", "\u{301}"], "e\u{301}", "stop", 2),
      (["a\r", "\n"], "a\r\n", "stop", 2),
    ])
  func endMark(tokens: [String], text: String, ending: String, count: Int) throws {
    #expect(try AnswerTokens(reply(tokens, text: text, ending: ending)).tokens.count == count)
  }

  @Test("are missing from an empty answer", arguments: [[], [""], ["</s>"]])
  func empty(tokens: [String]) {
    let error = #expect(throws: Unexplainable.self) {
      try AnswerTokens(reply(tokens, text: ""))
    }
    #expect(error?.reason == "the model's answer is empty: it has no token to explain")
  }

  @Test("are taken by their places, from 1")
  func places() throws {
    let answer = try AnswerTokens(reply(["A", " spo", "on", " lies", "."]))
    #expect(try answer.places([2...3, 5...5]) == [1, 2, 4])
    let error = #expect(throws: Unexplainable.self) { try answer.places([2...1_000_000]) }
    #expect(error?.reason == "the answer has 5 tokens, there is no token 1000000")
  }

  @Test(
    "make words, with a gap where tokens are left out",
    arguments: [
      ([1, 2], "spoon"), ([0], "A"), ([1, 2, 4], "spoon …."), ([0, 3], "A … lies"),
      ([0, 1, 2, 3, 4], "A spoon lies."),
    ])
  func said(places: [Int], words: String) throws {
    let answer = try AnswerTokens(reply(["A", " spo", "on", " lies", "."]))
    #expect(answer.words(at: places) == words)
  }
}
