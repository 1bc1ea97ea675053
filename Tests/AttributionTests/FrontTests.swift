import Testing

@testable import Attribution

@Suite struct FrontTests {
  private static func explanation(_ areas: [Double], measured: [Int]? = nil) -> Explanation {
    Explanation(
      search: "greedy", order: Array(0..<max(areas.count - 1, 0)),
      gains: [], insertion: areas.map { CurvePoint(areaFraction: $0, probabilities: [$0 / 2]) },
      deletion: [], evaluationCount: 0, roundCount: 0, ending: .complete,
      measured: measured)
  }

  @Test("the front is the fewest regions that cover a tenth of the image")
  func front() {
    #expect(
      Self.explanation([0, 0.04, 0.1, 1]).front
        == OrderFront(regionCount: 2, area: 0.1, probabilities: [0.05]))
    #expect(Self.explanation([0, 0.4, 1]).front?.regionCount == 1)
    #expect(Self.explanation([]).front == nil)
  }

  @Test("a picture that nobody asked about is no front, and its bound is that of its own point")
  func measuredFront() throws {
    let explanation = Self.explanation([0, 0.06, 0.12, 0.2, 1], measured: [0, 1, 3, 4])
    let front = try #require(explanation.front)
    #expect(front == OrderFront(regionCount: 3, area: 0.2, probabilities: [0.1]))
    for place in 0..<5 {
      let bounds = CurveBounds(insertion: (0..<5).map { $0 == place }, deletion: [])
      #expect(bounds.isBounded(front) == (place == 3))
    }
    #expect(!CurveBounds(insertion: [true], deletion: []).isBounded(front))
  }
}
