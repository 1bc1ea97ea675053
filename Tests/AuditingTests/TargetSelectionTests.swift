import Auditing
import Foundation
import Testing

@Suite("A part of the answer, written down")
struct TargetSelectionTests {
  @Test(
    "reads places and ranges, sorted and joined where they touch",
    arguments: [
      ("3-5,9", [3...5, 9...9]), ("7", [7...7]), ("9,3-5", [3...5, 9...9]), ("1-2,2-9", [1...9]),
      ("1-2,3", [1...3]), ("2-9,3-4", [2...9]), ("5,5,5", [5...5]), ("1-1000000", [1...1_000_000]),
    ])
  func ranges(text: String, expected: [ClosedRange<Int>]) {
    #expect(TargetSelection.ranges(text) == expected)
    #expect(TargetSelection(rawValue: "tokens:" + text) == .tokens(expected))
  }

  @Test(
    "takes nothing else for places",
    arguments: [
      "", "0", "5-3", "0-3", "-3", "3-", "3-5-7", "3,,5", "3,", " 3", "3 - 5", "a", "1.5", "+3",
      "3-+5",
      "1000001", "99999999999999999999", "٣",
    ])
  func noRanges(text: String) {
    #expect(TargetSelection.ranges(text) == nil)
    #expect(TargetSelection(rawValue: "tokens:" + text) == nil)
  }

  @Test(
    "is read back as what it was",
    arguments: [
      (TargetSelection.firstToken, "first-token"), (.counterToken, "counter-token"),
      (.sentence, "sentence"), (.word("traffic light"), "word:traffic light"),
      (.word("word:"), "word:word:"), (.word("naïve, \"quoted\""), "word:naïve, \"quoted\""),
      (.tokens([3...5, 9...9]), "tokens:3-5,9"),
    ])
  func roundTrip(selection: TargetSelection, text: String) throws {
    #expect(selection.rawValue == text)
    #expect(TargetSelection(rawValue: text) == selection)
    let json = try JSONEncoder().encode([selection])
    #expect(try JSONDecoder().decode([TargetSelection].self, from: json) == [selection])
  }

  @Test("is nothing else", arguments: ["", "word:", "tokens:", "word", "first", "Sentence"])
  func nonsense(text: String) {
    #expect(TargetSelection(rawValue: text) == nil)
  }
}
