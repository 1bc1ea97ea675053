import Probing
import Testing

@Suite struct ProbeObjectTests {
  @Test(
    "the object is read off a question of POPE's form",
    arguments: [
      ("Is there a spoon in the image?", "spoon"),
      ("Is there an apple in the imange?", "apple"),
      ("Is there a traffic light in the image?", "traffic light"),
      ("is there a hot dog  in this picture", "hot dog"),
      ("Is there a man in the boat in the photo?", "man in the boat"),
      ("Is there a TV in the image ?", "TV"),
      ("Is there a in the image?", nil),
      ("Are there any short pants in the image?", "short pants"),
      ("Are there a spoon in the image?", nil),
      ("Is the spoon in the image?", nil),
      ("Is there a spoon on the table?", nil),
      ("", nil),
    ] as [(String, String?)])
  func readsTheObject(question: String, object: String?) {
    #expect(Probe.object(ofQuestion: question) == object)
  }
}

@Suite struct OutcomeTests {
  @Test func everyAnswerAndLabelHasItsCell() {
    #expect(Outcome(answer: .yes, label: .yes) == .truePositive)
    #expect(Outcome(answer: .no, label: .no) == .trueNegative)
    #expect(Outcome(answer: .yes, label: .no) == .falsePositive)
    #expect(Outcome(answer: .no, label: .yes) == .falseNegative)
    #expect(Outcome(answer: nil, label: .yes) == .unparsable)
    #expect(Outcome.allCases.filter(\.isFinding) == [.falsePositive, .falseNegative])
  }
}
