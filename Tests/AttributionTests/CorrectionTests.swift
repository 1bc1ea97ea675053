import Attribution
import Imaging
import Testing

@Suite("How little must be removed to correct an answer")
struct CorrectionTests {
  @Test("is summarized as the paper does, and as the reference counts")
  func worked() {
    let summary = CorrectionSummary([0.05, nil, 0.1, 0.45])
    #expect(summary.correctedCount == 3)
    // What is never corrected counts as the whole image.
    #expect(abs((summary.amcr ?? 0) - (0.05 + 1 + 0.1 + 0.45) / 4) < 1e-12)
    #expect(summary.successRate(within: 0.1) == 0.5)
    #expect(abs((summary.referenceSuccessRate(within: 0.1) ?? 0) - 2.0 / 3) < 1e-12)
    #expect(summary.successCount(within: 1) == 3)
  }

  @Test("is no number of no finding, and no rate among none that are corrected")
  func nothing() {
    let none = CorrectionSummary([])
    #expect(none.amcr == nil && none.successRate(within: 0.1) == nil)
    #expect(none.referenceSuccessRate(within: 0.1) == nil)
    let never = CorrectionSummary([nil, nil])
    #expect(never.amcr == 1 && never.successRate(within: 1) == 0)
    #expect(never.referenceSuccessRate(within: 1) == nil)
  }

  @Test("never falls as more may be removed")
  func monotone() {
    for seed in 0..<200 {
      var generator = SeededGenerator(seed: seed)
      let areas = (0..<8).map { _ in
        Int.random(in: 0..<3, using: &generator) == 0
          ? nil : Double.random(in: 0..<1, using: &generator)
      }
      let summary = CorrectionSummary(areas)
      let rates = (0...10).map { summary.successRate(within: Double($0) / 10) ?? 0 }
      #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
      #expect(rates[10] == Double(summary.correctedCount) / 8, "seed \(seed)")
    }
  }

  /// Three regions of 2, 4 and 2 pixels, ordered 1, 2, 0.
  private static let layout = RegionLayout(
    LabelMap(width: 4, height: 2, labels: [0, 0, 1, 1, 2, 2, 1, 1]))
  private static let explanation = Explanation(
    search: "greedy", order: [1, 2, 0], gains: [0.5, 0.2, -0.1],
    insertion: [CurvePoint(areaFraction: 0, probabilities: [0])],
    deletion: [CurvePoint(areaFraction: 0, probabilities: [1])], evaluationCount: 1, roundCount: 1,
    ending: .complete)

  private func walk(isCounter: Bool) -> [([Int], Double)] {
    Self.explanation.correctionWalk(over: Self.layout, isCounter: isCounter)
      .map { ($0.shown.regions, $0.areaRemoved) }
  }

  @Test("walks the answer's order from its front and the counter-answer's from its back")
  func walks() {
    let front = walk(isCounter: false)
    #expect(front.map(\.0) == [[0, 2], [0], []])
    #expect(front.map(\.1) == [0.5, 0.75, 1])
    let back = walk(isCounter: true)
    #expect(back.map(\.0) == [[1, 2], [1], []])
    #expect(back.map(\.1) == [0.25, 0.5, 1])
  }

  @Test("is the area of the first set whose margin is right beyond the noise")
  func areas() {
    func area(_ margins: [[Int]: Double], isCounter: Bool, noise: Double) -> Double? {
      Self.explanation.correctionArea(
        over: Self.layout, isCounter: isCounter, noiseFloor: noise
      ) { margins[$0.regions] }
    }
    let said: [[Int]: Double] = [[0, 2]: 1, [0]: -0.1, []: -2]
    #expect(area(said, isCounter: false, noise: 0) == 0.75)
    #expect(area(said, isCounter: false, noise: 0.1) == 1, "equal to the noise is inside it")
    #expect(area(said, isCounter: false, noise: 2) == nil)
    let counter: [[Int]: Double] = [[1, 2]: -1, [1]: 0.5]
    #expect(area(counter, isCounter: true, noise: 0) == 0.5)
    #expect(area([:], isCounter: true, noise: 0) == nil, "what is not known corrects nothing")
  }
}
