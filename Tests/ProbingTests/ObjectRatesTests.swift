import Probing
import Testing

@Suite("Rates by object")
struct ObjectRatesTests {
  /// Probes about an object in images of their own, so many of them answered yes.
  private func verdicts(
    _ object: String, absent: Int, seen: Int, present: Int = 0, missed: Int = 0
  ) -> [Verdict] {
    func verdict(_ index: Int, _ label: Answer, _ answer: Answer) -> Verdict {
      Verdict(
        imageName: "\(label)-\(index).png", question: "Is there a \(object) in the image?",
        label: label, answer: answer, object: object)
    }
    return (0..<absent).map { verdict($0, .no, $0 < seen ? .yes : .no) }
      + (0..<present).map { verdict($0, .yes, $0 < missed ? .no : .yes) }
  }

  @Test("rank the objects that were asked for often enough, the worst first")
  func ranking() throws {
    let rates = ObjectRates(
      verdicts("spoon", absent: 30, seen: 15, present: 10, missed: 2)
        + verdicts("dog", absent: 40, seen: 2) + verdicts("cow", absent: 40, seen: 2)
        + verdicts("fork", absent: 19, seen: 19))
    #expect(rates.ranked.map(\.object) == ["spoon", "cow", "dog"])
    #expect(rates.tooFew.map(\.object) == ["fork"])
    let spoon = rates.ranked[0]
    #expect(spoon.falsePositives.value == 0.5)
    #expect(spoon.falseNegatives.ratio?.numerator == 2)
    #expect(spoon.falseNegatives.ratio?.denominator == 10)
    #expect(spoon.qValue >= spoon.pValue)
    #expect(rates.ranked[1].pValue > 0.5)
  }

  @Test("call no object worse than the others when all are alike")
  func alike() {
    let objects = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let rates = ObjectRates(objects.flatMap { verdicts($0, absent: 50, seen: 5) })
    #expect(rates.ranked.count == 8)
    #expect(rates.ranked.allSatisfy { $0.qValue > 0.5 })
  }

  @Test("find the one that is worse")
  func outlier() {
    let objects = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let rates = ObjectRates(
      objects.flatMap { verdicts($0, absent: 50, seen: 5) } + verdicts("z", absent: 50, seen: 25))
    #expect(rates.ranked.first?.object == "z")
    #expect(rates.ranked.filter { $0.qValue < 0.05 }.map(\.object) == ["z"])
  }

  @Test("are empty of nothing, and leave out probes about no object")
  func nothing() {
    #expect(ObjectRates([]).ranked.isEmpty)
    let unnamed = Verdict(imageName: "a", question: "Is it?", label: .no, answer: .yes)
    #expect(ObjectRates([unnamed], minimum: 1).ranked.isEmpty)
  }
}

@Suite("What goes together")
struct ClusterKeyTests {
  @Test("decides how wide an interval is, and nothing else")
  func widths() throws {
    // In every image all six replies are right, or all are wrong; each object is asked for once an image.
    let verdicts = (0..<40).flatMap { image in
      (0..<6).map { object in
        Verdict(
          imageName: "\(image).png", question: "q\(object)", label: .no,
          answer: image.isMultiple(of: 4) ? .yes : .no, object: "object \(object)")
      }
    }
    func accuracy(_ key: ClusterKey) throws -> Ratio {
      try #require(ProbeMetrics(verdicts, seed: 1, clusterKey: key).accuracy.ratio)
    }
    let (image, none) = (try accuracy(.image), try accuracy(.none))
    #expect(image.value == 0.75 && none.value == 0.75 && image.wilson == none.wilson)
    #expect(image.interval.method == .clusterRobust(images: 40))
    #expect(none.interval.method == .clusterRobust(images: 240))
    let widths = [image, none].map { $0.interval.high - $0.interval.low }
    #expect(widths[0] > 2.3 * widths[1], "six alike are one: the square root of 6 is 2.4")
    // By object all are alike, so their spread cannot be told.
    #expect(try accuracy(.object).interval.method == .wilsonOverImages(images: 6))
  }
}
