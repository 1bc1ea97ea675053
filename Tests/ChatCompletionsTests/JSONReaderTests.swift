import Foundation
import Testing

@testable import ChatCompletions
@testable import TestKit

@Suite struct JSONReaderTests {
  private static let samples: [String] = [
    ChatReply.withIDs(" a cat", [(" a", 264), ("cat", 8415)], isEnded: true),
    ChatReply.body(tokens: [(" spo", 7), ("on", 8)]), ChatReply.empty(finishReason: "stop"),
    ChatReply.scored(
      ChatReply.withIDs("Yes", [("Yes", 9)]), prompt: [(1, 0), (15043, -7.25), (637, -0.015625)]),
  ]

  /// What Foundation makes of it.
  private func decoded(_ bytes: [UInt8]) -> ChatReplyBody? {
    try? JSONDecoder().decode(ChatReplyBody.self, from: Data(bytes))
  }

  private func read(_ bytes: [UInt8]) -> ChatReplyBody? { try? ChatReplyBody.read(bytes) }

  @Test("a reply is read as Foundation's decoder reads it", arguments: samples)
  func sample(text: String) {
    let bytes = Array(text.utf8)
    #expect(read(bytes) != nil)
    #expect(read(bytes) == decoded(bytes))
  }

  @Test("no change of a byte or two makes a reply read differently", arguments: 0..<300)
  func mutated(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let original = Array(Self.samples[seed % Self.samples.count].utf8)
    for _ in 0..<50 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let other = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = other
        case 1: bytes.insert(other, at: place)
        case 2: bytes.remove(at: place)
        default: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        }
      }
      // Foundation takes more than RFC 8259 allows, such as a comma after the last member.
      guard let reply = read(bytes) else { continue }
      #expect(reply == decoded(bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(
    "a number is the nearest double",
    arguments: [
      "0", "-0", "-0.0", "1", "-1.5", "0.1", "-0.30000000000000004", "123456789012345678",
      "-12.345678329467773", "-9999.0", "-3.4028234663852886e+38", "1e-7", "5e-324", "1E2", "0.0e0",
      "-0.000123456789012345", "123456789012345", "9007199254740993", "0.00000000000001",
    ])
  func numbers(text: String) throws {
    var reader = JSONReader(Array(text.utf8))
    let number = try #require(try reader.number())
    #expect(number.bitPattern == Double(text)?.bitPattern)
    #expect(reader.next == nil)
  }

  @Test("decimal fractions of any length are the nearest doubles", arguments: 0..<200)
  func fractions(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let digits = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
        Character("\(Int.random(in: 0...9, using: &generator))")
      }
      let text = "-\(Int.random(in: 0...9999, using: &generator))." + String(digits)
      var reader = JSONReader(Array(text.utf8))
      #expect(try reader.number()?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test("whole numbers may be written as fractions, others are refused")
  func integers() throws {
    for (text, value) in [("3", 3), ("-3", -3), ("3.0", 3), ("3e2", 300), ("0", 0)] {
      var reader = JSONReader(Array(text.utf8))
      #expect(try reader.integer() == value)
    }
    for text in ["3.5", "1e30", "99999999999999999999"] {
      var reader = JSONReader(Array(text.utf8))
      #expect(throws: JSONFault.self) { try reader.integer() }
    }
  }

  @Test("strings come out as they were meant")
  func strings() throws {
    for (text, value) in [
      (#""""#, ""), (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u00e9\u6f22\ud83d\uDE00 é""#, "é漢😀 é"), (#""\u0000""#, "\0"),
    ] {
      var reader = JSONReader(Array(text.utf8))
      #expect(try reader.string() == value)
      reader = JSONReader(Array(text.utf8))
      try reader.skip()
      #expect(reader.next == nil)
    }
  }

  @Test(
    "what is no JSON is refused, also where nobody looks",
    arguments: [
      "", "{", "[", "{}}", "{\"a\":}", "{\"a\" 1}", "{a:1}", "{\"a\":1,}", "{\"a\":[1,]}",
      "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":-}", "{\"a\":1e}",
      "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":tru}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}",
      "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":[}",
      "{\"a\":{]",
      "{\"a\":1 \"b\":2}", "null", "[]", "{\"choices\":{}}", "{\"choices\":[null]}",
      "{\"usage\":{\"prompt_tokens\":\"1\"}}", "{\"system_fingerprint\":1}",
      "{\"a\":" + String(repeating: "[", count: 100_000),
    ])
  func refused(text: String) {
    #expect(throws: JSONFault.self) { try ChatReplyBody.read(Array(text.utf8)) }
  }

  @Test("text that is not UTF-8 is no token")
  func notText() {
    let bytes = Array("{\"system_fingerprint\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    #expect(throws: JSONFault.self) { try ChatReplyBody.read(bytes) }
  }
}
