import Attribution
import Imaging
import Testing

@Suite struct ExplanationMapTests {
  private let labels = LabelMap(width: 3, height: 2, labels: [0, 0, 1, 2, 2, 1])
  private let explanation = Explanation(
    search: "by hand", order: [2, 0, 1], gains: [0.5, 0.25, -0.25], insertion: [], deletion: [],
    evaluationCount: 0, roundCount: 0, ending: .complete)

  @Test func `A region's pixels show its signed gain`() {
    let map = explanation.map(over: labels, showing: .gain)
    #expect(
      map == ValueGrid(width: 3, height: 2, values: [0.25, 0.25, -0.25, 0.5, 0.5, -0.25]))
  }

  @Test func `A region's pixels show its rank, the first highest`() {
    let map = explanation.map(over: labels, showing: .rank)
    #expect(map == ValueGrid(width: 3, height: 2, values: [2, 2, 1, 3, 3, 1]))
  }

  @Test func `The reference's map goes down by magnitudes, from 1 to 0`() {
    // -0.5, -0.75, -1 down the order.
    let map = explanation.referenceMap(over: labels)
    #expect(map == ValueGrid(width: 3, height: 2, values: [0.5, 0.5, 0, 1, 1, 0]))
  }

  @Test func `Without any gain the reference has no map, and ours is constant`() {
    var idle = explanation
    idle.gains = [0, 0, 0]
    #expect(idle.referenceMap(over: labels) == nil)
    let map = idle.map(over: labels, showing: .gain)
    #expect(map == ValueGrid(width: 3, height: 2, values: Array(repeating: 0, count: 6)))
  }

  @Test func `A single region is the whole map`() {
    let whole = Explanation(
      search: "by hand", order: [0], gains: [0.7], insertion: [], deletion: [], evaluationCount: 0,
      roundCount: 0, ending: .complete)
    let labels = LabelMap(width: 1, height: 1, labels: [0])
    #expect(whole.referenceMap(over: labels) == nil)
    #expect(whole.map(over: labels, showing: .gain).values == [0.7])
  }
}
