import Probing
import Testing

@Suite("A multiple-choice question")
struct ChoiceTests {
  private let wings = Choices(options: ["Open", "Closed"], correct: 0, pair: "1")

  @Test(
    "is answered by a letter or by an option's words",
    arguments: [
      ("(a)", 0), ("a", 0), ("A", 0), ("A.", 0), ("a) Open", 0), ("(B) Closed", 1),
      ("The answer is (b).", 1), ("**B**", 1), (" b\n", 1), ("Open", 0), ("closed.", 1),
      ("The wings are closed.", 1), ("(b) Closed, not open", 1), ("\"B\"", 1), ("B: Closed", 1),
      ("Answer: (a)", 0),
      // Neither, or both.
      ("", nil), ("(c)", nil), ("c", nil), ("A butterfly.", nil), ("Open or closed.", nil),
      ("(a) or (b)", nil), ("Reopened", nil), ("I cannot tell.", nil), ("ab", nil), ("да", nil),
    ] as [(String, Int?)])
  func reading(reply: String, option: Int?) throws {
    #expect(ChoiceRule.choice(in: reply, of: try #require(wings)) == option)
  }

  @Test("tells an option from a longer one that holds its words")
  func nestedOptions() throws {
    let choices = try #require(
      Choices(options: ["Closed", "Half closed", "Yes"], correct: 1, pair: nil))
    #expect(ChoiceRule.choice(in: "It is half closed.", of: choices) == 1)
    #expect(ChoiceRule.choice(in: "It is closed.", of: choices) == 0)
    #expect(ChoiceRule.choice(in: "yes, closed", of: choices) == nil)
  }

  @Test("is asked with its options by letter")
  func prompt() throws {
    #expect(
      try #require(wings).prompt(for: "Are the wings open or closed?") == """
        Are the wings open or closed?
        (a) Open
        (b) Closed
        Answer with the option's letter from the given choices directly.
        """)
  }

  @Test("has at least two options, one of them right")
  func illFormed() {
    #expect(Choices(options: ["Open"], correct: 0, pair: nil) == nil)
    #expect(Choices(options: ["Open", "Closed"], correct: 2, pair: nil) == nil)
    #expect(Choices(options: ["Open", "Closed"], correct: -1, pair: nil) == nil)
  }

  @Test("counts in its pair only when both are right")
  func pairs() throws {
    func verdict(_ pair: String?, _ chosen: Int?, image: String = "1.jpg") throws -> ChoiceVerdict {
      ChoiceVerdict(
        imageName: image,
        choices: try #require(Choices(options: ["a", "b"], correct: 0, pair: pair)),
        chosen: chosen)
    }
    let metrics = ChoiceMetrics([
      try verdict("1", 0), try verdict("1", 0), try verdict("2", 0), try verdict("2", nil),
      try verdict("3", 0), try verdict(nil, 1),
    ])
    #expect(metrics.count == 6 && metrics.unparsable == 1 && metrics.brokenPairs == 1)
    #expect(metrics.accuracy.ratio?.numerator == 4 && metrics.accuracy.ratio?.denominator == 6)
    #expect(metrics.pairAccuracy.ratio?.numerator == 1)
    #expect(metrics.pairAccuracy.ratio?.denominator == 2)
    #expect(ChoiceMetrics([]).pairAccuracy == .undefined)
  }
}
