import Testing

@testable import Probing

@Suite("What people say about a label")
struct AdjudicationTests {
  private let probe = Probe(
    id: "1", imageName: "a.png", question: "Is there a spoon in the image?", object: "spoon",
    label: .no)

  @Test(
    "stands when they agree, and is disputed when they do not",
    arguments: [
      ([], nil), ([.confirmed], .confirmed), ([.labelWrong, .labelWrong], .labelWrong),
      ([.ambiguous], .ambiguous), ([.confirmed, .labelWrong], .disputed),
      ([.ambiguous, .confirmed, .confirmed], .disputed),
    ] as [([LabelJudgment], LabelStanding?)])
  func standing(judgments: [LabelJudgment], expected: LabelStanding?) {
    #expect(LabelStanding(judgments) == expected)
  }

  @Test("flips a label that is wrong, and leaves out what is in doubt")
  func labels() {
    #expect(probe.adjudicated(nil)?.label == .no && probe.adjudicated(.confirmed)?.label == .no)
    #expect(probe.adjudicated(.labelWrong)?.label == .yes)
    #expect(probe.adjudicated(.ambiguous) == nil && probe.adjudicated(.disputed) == nil)
    var choice = probe
    choice.label = nil
    #expect(choice.adjudicated(.labelWrong) == choice)
    choice.choices = Choices(options: ["x", "y"], correct: 0, pair: nil)
    #expect(choice.adjudicated(.confirmed) == choice && choice.adjudicated(.labelWrong) == nil)
  }

  @Test("is counted by what stands")
  func tally() {
    let tally = AdjudicationTally([.confirmed, .disputed, .labelWrong, .labelWrong])
    #expect(tally.count == 4 && tally.labelWrong == 2 && tally.disputed == 1)
    #expect(tally.ambiguous == 0 && tally.confirmed == 1)
  }

  @Test("can come from an overlay, for the probes that it covers")
  func overlay() throws {
    func row(_ image: String, _ label: Answer) -> LabelOverlay.Row {
      LabelOverlay.Row(
        id: image, imageName: image, question: probe.question, label: label, splits: ["random"])
    }
    let overlay = try LabelOverlay(name: "RePOPE", rows: [row("a.png", .yes), row("b.png", .no)])
    func judgment(_ image: String, splits: [String]) -> LabelJudgment? {
      var other = probe
      other.imageName = image
      other.splits = splits
      return overlay.judgment(of: other)
    }
    #expect(judgment("a.png", splits: ["random"]) == .labelWrong)
    #expect(judgment("b.png", splits: ["popular", "random"]) == .confirmed)
    #expect(judgment("c.png", splits: ["random"]) == .ambiguous)
    #expect(judgment("a.png", splits: ["popular"]) == nil)
    #expect(judgment("a.png", splits: []) == .labelWrong)
    #expect(judgment("c.png", splits: []) == .ambiguous)
  }
}
