import Attribution
import Imaging
import Testing

@testable import Reporting

@Suite struct FigureTests {
  @Test("an outline is a closed path of horizontal and vertical steps")
  func outline() {
    let labels = LabelMap(width: 3, height: 2, labels: [0, 1, 1, 0, 0, 1])
    let path = OutlinePath.data(of: RegionSet(regionCount: 2, [0]), in: labels)
    #expect(path.hasPrefix("M") && path.hasSuffix("z"))
    #expect(path.allSatisfy { "Mhvz- 0123456789".contains($0) })
    #expect(OutlinePath.data(of: RegionSet(regionCount: 2), in: labels) == "")
    #expect(OutlinePath.frame(width: 4, height: 3) == "M0 0h4v3h-4z")
  }

  @Test("a curve spans the canvas, and what lies outside 0 to 1 stays on it")
  func curve() {
    let figure = CurveFigure(points: [
      CurvePoint(areaFraction: 0, probabilities: [0]),
      CurvePoint(areaFraction: 0.5, probabilities: [0.5, 1]),
      CurvePoint(areaFraction: 1, probabilities: [1.5]),
    ])
    #expect(figure.graph == "M40 176L196 53L352 12")
    #expect(figure.area == "M40 176L196 53L352 12V176H40Z")
    #expect(CurveFigure(points: []).area == "")
  }

  @Test("an image in which nothing matters has a faint map")
  func faintMap() {
    let labels = LabelMap(width: 2, height: 1, labels: [0, 1])
    let explanation = Explanation(
      search: "single-round", order: [1, 0], gains: [0.004, -0.002], insertion: [], deletion: [],
      evaluationCount: 6, roundCount: 1, ending: .complete)
    let map = RankMap(explanation: explanation, labels: labels)
    #expect(map.regions.map { $0["opacity"]?.escaped as? String } == ["0.02", "0.01"])
    #expect(map.regions.map { $0["sign"]?.escaped as? String } == ["for", "against"])
    #expect(map.ranks.count == 2)
  }
}
