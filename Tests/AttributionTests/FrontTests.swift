import Testing

@testable import Attribution

@Suite struct FrontTests {
  private static func explanation(_ areas: [Double]) -> Explanation {
    Explanation(
      search: "greedy", order: Array(0..<max(areas.count - 1, 0)),
      gains: [], insertion: areas.map { CurvePoint(areaFraction: $0, probabilities: [$0 / 2]) },
      deletion: [], evaluationCount: 0, roundCount: 0, ending: .complete)
  }

  @Test("the front is the fewest regions that cover a tenth of the image")
  func front() {
    #expect(
      Self.explanation([0, 0.04, 0.1, 1]).front
        == OrderFront(regionCount: 2, area: 0.1, probabilities: [0.05]))
    #expect(Self.explanation([0, 0.4, 1]).front?.regionCount == 1)
    #expect(Self.explanation([]).front == nil)
  }
}
