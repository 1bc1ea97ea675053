import Probing
import Testing

@Suite struct ChoiceTests {
  private func choices(_ correct: Int = 0, pair: String? = nil) throws -> Choices {
    try #require(Choices(options: ["Open", "Closed"], correct: correct, pair: pair))
  }

  @Test("a reply chooses what its example says", arguments: ChoiceRule.examples)
  func examples(example: ChoiceRule.Example) throws {
    let choices = try #require(Choices(options: example.options, correct: 0))
    #expect(ChoiceRule.option(in: example.reply, of: choices) == example.option, "\(example)")
  }

  @Test(
    "options are cut at their letters, and at nothing else",
    arguments: [
      ("(a) Open (b) Closed", ["Open", "Closed"]),
      (" (A) Yes  (B) No ", ["Yes", "No"]),
      ("(a) In (or on) it (b) Below (c) None", ["In (or on) it", "Below", "None"]),
      ("(a) The (c) sign (b) No sign", ["The (c) sign", "No sign"]),
      ("(a) alone", ["alone"]), ("Open, Closed", nil), ("(b) Closed", nil), ("", nil),
    ] as [(String, [String]?)])
  func options(text: String, options: [String]?) {
    #expect(Choices.options(of: text) == options)
  }

  @Test func optionsThatCannotBeToldApartAreNone() {
    #expect(Choices(options: ["Open"], correct: 0) == nil)
    #expect(Choices(options: ["Open", "open"], correct: 0) == nil)
    #expect(Choices(options: ["Open", " "], correct: 0) == nil)
    #expect(Choices(options: ["Open", "Closed"], correct: 2) == nil)
    #expect(Choices(options: (0...26).map(String.init), correct: 0) == nil)
  }

  @Test func theQuestionIsAskedWithItsOptionsAndTheFormOfTheAnswer() throws {
    #expect(
      try choices().asked("Is it open or closed?") == """
        Is it open or closed? (a) Open (b) Closed
        Answer with the option's letter from the given choices directly.
        """)
  }

  /// Three pairs of which one is right as a whole, a pair without its second question, and a question of none.
  @Test func aPairIsRightWhenBothItsQuestionsAre() {
    let chosen: [(pair: String?, chosen: Int?)] = [
      ("1", 0), ("1", 0), ("2", 0), ("2", 1), ("3", nil), ("3", 1), ("4", 0), (nil, 0),
    ]
    let verdicts = chosen.enumerated().map { index, it in
      ChoiceVerdict(
        imageName: "\(index).jpg", question: "Which?", pair: it.pair, correct: 0, chosen: it.chosen)
    }
    let metrics = ChoiceMetrics(verdicts + verdicts)
    #expect(metrics.count == 8 && metrics.correct == 5 && metrics.unparsable == 1)
    #expect(metrics.pairCount == 3 && metrics.incompletePairs == 1)
    #expect(metrics.accuracy.ratio?.numerator == 5 && metrics.accuracy.ratio?.denominator == 8)
    #expect(metrics.accuracy.ratio?.interval.method == .clusterRobust(images: 5))
    #expect(metrics.pairAccuracy.ratio?.numerator == 1)
    #expect(metrics.pairAccuracy.ratio?.denominator == 3)
    #expect(metrics.pairAccuracy.ratio?.interval == .wilson(successes: 1, trials: 3))
  }

  /// Two pairs, one all right and one half right: p = 3/4, residuals 2 − 6/4 = 1/2 and 1 − 6/4 = −1/2, so the
  /// variance is 2/1 · (1/4 + 1/4) / 4² = 1/16, the error 1/4, and t at one degree of freedom 12.706.
  @Test func theIntervalIsClusteredByPair() throws {
    let verdicts = [("1", 0), ("1", 0), ("2", 0), ("2", 1)].enumerated().map { index, it in
      ChoiceVerdict(
        imageName: "\(index)", question: "?", pair: it.0, correct: 0, chosen: it.1)
    }
    let interval = try #require(ChoiceMetrics(verdicts).accuracy.ratio?.interval)
    #expect(interval.low == 0 && interval.high == 1)
    let many = (0..<100).flatMap { index in
      [("\(index)", 0), ("\(index)", index % 2)].enumerated().map { place, it in
        ChoiceVerdict(
          imageName: "\(index).\(place)", question: "?", pair: it.0, correct: 0, chosen: it.1)
      }
    }
    // Residuals ±1/2 of 100 pairs: the error is sqrt(100/99 · 25) / 200 = 0.02513, t at 99 degrees 1.98422.
    let wide = try #require(ChoiceMetrics(many).accuracy.ratio?.interval)
    #expect(abs(wide.high - 0.75 - 1.98422 * 0.0251259) < 1e-5)
  }

  @Test func withoutVerdictsThereIsNoNumber() {
    let metrics = ChoiceMetrics([])
    #expect(metrics.accuracy == .undefined && metrics.pairAccuracy == .undefined)
  }

  @Test func aReplyIsJudgedByItsProbe() throws {
    let probe = Probe(
      id: "1", imageName: "1.jpg", question: "Open or closed?", object: nil, label: nil,
      choices: try choices(1, pair: "1"))
    #expect(ChoiceVerdict(probe: probe, reply: "(b)")?.isCorrect == true)
    #expect(ChoiceVerdict(probe: probe, reply: "Neither")?.chosen == nil)
    let yesNo = Probe(id: "1", imageName: "1", question: "?", object: nil, label: .yes)
    #expect(ChoiceVerdict(probe: yesNo, reply: "(b)") == nil)
  }
}
