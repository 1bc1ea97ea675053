import Probing
import Testing

/// Verdicts on images of two probes each, as (label, answer) in order.
private func verdicts(_ rows: [(Answer, Answer?)], splits: [String] = []) -> [Verdict] {
  rows.enumerated().map { index, row in
    Verdict(
      imageName: "\(index / 2).png", question: "question \(index)", label: row.0, answer: row.1,
      splits: splits)
  }
}

@Suite struct ProbeMetricsTests {
  @Test func withoutUnparsableRepliesTheNumbersArePOPEs() {
    let metrics = ProbeMetrics(
      verdicts([(.yes, .yes), (.yes, .yes), (.yes, .no), (.no, .yes), (.no, .no), (.no, .no)]),
      seed: 1)
    let table = metrics.table
    #expect(table.truePositives == 2 && table.falseNegatives == 1)
    #expect(table.falsePositives == 1 && table.trueNegatives == 2 && table.unparsable == 0)
    #expect(metrics.accuracy.value == 4.0 / 6)
    #expect(metrics.precision.value == 2.0 / 3)
    #expect(metrics.recall.value == 2.0 / 3)
    #expect(metrics.f1.value == 4.0 / 6)
    #expect(metrics.yesRatio.value == 3.0 / 6)
  }

  @Test func anUnparsableReplyIsWrongAndNeitherYesNorNo() {
    let metrics = ProbeMetrics(
      verdicts([(.yes, .yes), (.yes, nil), (.no, nil), (.no, .no)]), seed: 1)
    #expect(metrics.table.unparsable == 2 && metrics.table.falseNegatives == 0)
    #expect(metrics.table.unparsablePositives == 1 && metrics.table.unparsableNegatives == 1)
    #expect(metrics.accuracy.value == 2.0 / 4)
    #expect(metrics.precision.value == 1)
    #expect(metrics.recall.value == 1.0 / 2)
    #expect(metrics.f1.value == 2.0 / 3)
    #expect(metrics.yesRatio.value == 1.0 / 4)
  }

  @Test func withoutADenominatorANumberIsUndefined() {
    let nothing = ProbeMetrics([], seed: 1)
    for estimate in [nothing.accuracy, nothing.precision, nothing.recall, nothing.f1] {
      #expect(estimate == .undefined && estimate.value == nil)
    }
    let allNo = ProbeMetrics(verdicts([(.no, .no), (.no, .no), (.no, .no)]), seed: 1)
    #expect(allNo.accuracy.value == 1)
    #expect(allNo.precision == .undefined && allNo.recall == .undefined && allNo.f1 == .undefined)
    let missed = ProbeMetrics(verdicts([(.yes, .no), (.yes, nil)]), seed: 1)
    #expect(missed.precision == .undefined && missed.recall.value == 0 && missed.f1.value == 0)
  }

  @Test func aRepeatedProbeCountsOnceAsItFirstCame() {
    let once = verdicts([(.yes, .yes), (.no, .no)])
    var again = once
    again[0].answer = .no
    #expect(ProbeMetrics(once + again, seed: 1) == ProbeMetrics(once, seed: 1))
  }

  @Test func splitsComeInPOPEsOrderAndSharedProbesArePooledOnce() {
    let positives = verdicts([(.yes, .yes), (.yes, .no)], splits: ["adversarial", "random"])
    let negative = Verdict(
      imageName: "0.png", question: "another", label: .no, answer: .yes, splits: ["adversarial"])
    let mine = Verdict(
      imageName: "1.png", question: "mine", label: .no, answer: .no, splits: ["mine"])
    let summary = ProbeSummary(positives + positives + [negative, mine], seed: 1)
    #expect(summary.splits.map(\.name) == ["random", "adversarial", "mine"])
    #expect(summary.splits.map(\.metrics.count) == [2, 3, 1])
    #expect(summary.pooled.count == 4)
    #expect(summary.pooled.imageCount == 2)
  }
}
