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

  @Test("a layout agrees with the pixels one by one", arguments: 0..<20)
  func everyPixel(seed: Int) {
    let map = LabelMap.sample(width: 2 + seed % 7, height: 8 - seed % 7, regionCount: 9, seed: seed)
    let layout = RegionLayout(map)
    let places = map.labels.indices.map { (x: $0 % map.width, y: $0 / map.width) }
    for region in 0..<map.regionCount {
      let own = map.labels.indices.filter { map.labels[$0] == region }
      let touched = map.labels.indices.filter { other in
        own.contains {
          abs(places[$0].x - places[other].x) + abs(places[$0].y - places[other].y) == 1
        }
      }
      let neighbors = Set(touched.map { Int(map.labels[$0]) }).subtracting([region]).sorted()
      #expect(layout.neighbors[region] == neighbors, "seed \(seed)")
      let columns = Double(own.reduce(0) { $0 + places[$1].x })
      let rows = Double(own.reduce(0) { $0 + places[$1].y })
      #expect(layout.centroids[region].x == columns / Double(own.count), "seed \(seed)")
      #expect(layout.centroids[region].y == rows / Double(own.count), "seed \(seed)")
    }
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
