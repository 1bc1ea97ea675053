import Foundation
import Testing

@testable import Exchange
@testable import TestKit

@Suite("Exported JSON")
struct JSONTests {
  private func read(_ json: JSON, indent: Int? = nil) throws -> Any {
    try JSONSerialization.jsonObject(
      with: Data(json.text(indent: indent).utf8), options: .fragmentsAllowed)
  }

  @Test("says to any reader what it was given, in 2,000 random texts", arguments: [nil, 2])
  func texts(indent: Int?) throws {
    var random = SeededGenerator(seed: 11)
    for number in 0..<2000 {
      let scalars = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in
        Unicode.Scalar(
          UInt32.random(in: 0..<(Bool.random(using: &random) ? 0x180 : 0x1_10000), using: &random))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let object = try #require(
        try read(.object { $0.put(text, texts: [text]) }, indent: indent) as? [String: [String]])
      #expect(object == [text: [text]], "seed 11, number \(number)")
    }
  }

  @Test("keeps numbers to the last bit")
  func numbers() throws {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let number = Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
      guard number.isFinite else { continue }
      let text = JSON.list([.number(number)]).text()
      #expect(try JSONDecoder().decode([Double].self, from: Data(text.utf8)) == [number])
    }
  }

  @Test("has null for what is no number, or Python's words for it")
  func nonFinite() {
    let values = JSON.list([.number(.nan), .number(.infinity), .number(-.infinity)])
    #expect(values.text() == "[null, null, null]")
    #expect(values.text(nonFinite: .constants) == "[NaN, Infinity, -Infinity]")
  }

  @Test("leaves nothing in a text that a terminal would obey")
  func terminal() {
    let text = JSON.text("\u{1B}[2J\u{202E}\u{7F}\u{2028}\u{85}").text()
    #expect(text == #""\u001b[2J\u202e\u007f\u2028\u0085""#)
  }
}
