import Imaging
import Testing

@Suite struct RegionLayoutTests {
  @Test("a layout counts, locates and connects the regions of a label map")
  func smallMap() {
    let layout = RegionLayout(
      LabelMap(
        width: 4, height: 2,
        labels: [
          0, 0, 1, 1,
          2, 0, 1, 3,
        ]))
    #expect(layout.width == 4)
    #expect(layout.height == 2)
    #expect(layout.regionCount == 4)
    #expect(layout.pixelCounts == [3, 3, 1, 1])
    #expect(layout.centroids[0] == RegionLayout.Point(x: 2.0 / 3, y: 1.0 / 3))
    #expect(layout.centroids[1] == RegionLayout.Point(x: 7.0 / 3, y: 1.0 / 3))
    #expect(layout.centroids[2] == RegionLayout.Point(x: 0, y: 1))
    #expect(layout.centroids[3] == RegionLayout.Point(x: 3, y: 1))
    #expect(layout.neighbors == [[1, 2], [0, 3], [0], [1]])
  }

  @Test("regions that meet only at a corner are not neighbors")
  func corners() {
    let layout = RegionLayout(LabelMap(width: 2, height: 2, labels: [0, 1, 2, 0]))
    #expect(layout.neighbors == [[1, 2], [0], [0]])
  }

  @Test("the area of a set is its share of the pixels")
  func area() {
    let layout = RegionLayout(
      width: 5, height: 2, pixelCounts: [3, 5, 2],
      centroids: Array(repeating: .init(x: 0, y: 0), count: 3), neighbors: [[1], [0, 2], [1]])
    #expect(layout.pixelCount(of: RegionSet(regionCount: 3, [0, 2])) == 5)
    #expect(layout.areaFraction(of: RegionSet(regionCount: 3, [0, 2])) == 0.5)
    #expect(layout.areaFraction(of: RegionSet(regionCount: 3)) == 0)
    #expect(layout.areaFraction(of: .all(regionCount: 3)) == 1)
  }
}
