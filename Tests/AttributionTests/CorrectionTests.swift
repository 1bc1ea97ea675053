import Attribution
import Imaging
import Testing

@Suite("How little must be removed to correct an answer")
struct CorrectionTests {
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
      Self.explanation.correction(
        over: Self.layout, isCounter: isCounter, noiseFloor: noise
      ) { margins[$0.regions] }?.area
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
