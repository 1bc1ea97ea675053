import Imaging
import Testing

@Suite struct SLICOTests {
  @Test("a seed on an edge moves to the first calm pixel beside it")
  func seedOnEdge() {
    let pixels = (0..<81).flatMap { Array(repeating: UInt8($0 % 9 < 4 ? 0 : 255), count: 3) }
    let slico = SLICO(published: RGBImage(width: 9, height: 9, pixels: pixels), regionCount: 1)
    #expect(slico.clusters.map(\.x) == [5])
    #expect(slico.clusters.map(\.y) == [3])
  }

  @Test("seeds in cells of two pixels stay where they are")
  func crowdedSeeds() {
    let image = RGBImage.sample(.noise, width: 8, height: 6, seed: 3)
    let slico = SLICO(published: image, regionCount: 12)
    let places = slico.clusters.map { [$0.x, $0.y] }
    #expect(places.count == 12)
    #expect(Set(places).count == 12)
    #expect(places[0] == [1, 1])
  }

  @Test("every piece of a cluster is a region when none is too small", arguments: 0..<30)
  func pieces(seed: Int) {
    let map = LabelMap.sample(
      width: 2 + seed % 9, height: 2 + seed % 7, regionCount: 2 + seed % 3, seed: seed)
    let result = regions(from: map, image: plain(like: map), asked: map.labels.count)
    #expect(result.regionCount == map.pieceCount, "seed \(seed)")
    #expect(result.pieceCount == result.regionCount, "seed \(seed)")
    let parents = Dictionary(grouping: zip(result.labels, map.labels), by: \.0)
    #expect(parents.values.allSatisfy { Set($0.map(\.1)).count == 1 }, "seed \(seed)")
  }

  /// A fragment of two pixels between two halves, in a color near that of one of them.
  @Test(
    "a fragment joins the neighbor that looks most like it",
    arguments: [([200, 30, 40], 0), ([40, 30, 200], 1), ([10, 10, 90], 1), ([90, 10, 10], 0)]
      as [([UInt8], Int32)])
  func fragment(color: [UInt8], expected: Int32) {
    var labels: [Int32] = []
    var pixels: [UInt8] = []
    for y in 0..<6 {
      for x in 0..<12 {
        let isFragment = y == 3 && (x == 5 || x == 6)
        labels.append(isFragment ? 2 : x < 6 ? 0 : 1)
        pixels += isFragment ? color : x < 6 ? [220, 30, 30] : [30, 30, 220]
      }
    }
    let result = regions(
      from: LabelMap(width: 12, height: 6, labels: labels),
      image: RGBImage(width: 12, height: 6, pixels: pixels), asked: 3)
    #expect(result.regionCount == 2)
    #expect(result.labels[3 * 12 + 5] == expected)
    #expect(result.labels[3 * 12 + 6] == expected)
  }

  @Test("fragments that join each other still find the region around them")
  func chain() {
    // Three single pixels of nearly one color in a row, inside a region of another.
    var labels = Array(repeating: Int32(0), count: 60)
    var pixels = Array(repeating: UInt8(240), count: 180)
    for (index, pixel) in (32...34).enumerated() {
      labels[pixel] = Int32(index + 1)
      for channel in 0..<3 { pixels[pixel * 3 + channel] = UInt8(index * 2) }
    }
    let result = regions(
      from: LabelMap(width: 10, height: 6, labels: labels),
      image: RGBImage(width: 10, height: 6, pixels: pixels), asked: 2)
    #expect(result.pixelCounts == [60])
  }

  @Test("fragments that join keep the neighbors of both")
  func joinedNeighbors() {
    // Two pixels across the border of a red and a blue half, each its own fragment, both bluish: the
    // left one touches red alone, and joins the right one first.
    var labels = (0..<72).map { Int32($0 % 12 < 6 ? 0 : 1) }
    var pixels = labels.flatMap { $0 == 0 ? [220, 30, 30] : [30, 30, 220] as [UInt8] }
    for (label, pixel) in [(2, 41), (3, 42)] {
      labels[pixel] = Int32(label)
      pixels.replaceSubrange(pixel * 3..<pixel * 3 + 3, with: [40 + UInt8(label), 30, 200])
    }
    let result = regions(
      from: LabelMap(width: 12, height: 6, labels: labels),
      image: RGBImage(width: 12, height: 6, pixels: pixels), asked: 3)
    #expect(result.pixelCounts == [35, 37])
  }

  @Test("with more pieces than asked for, the smallest go")
  func surplus() {
    let map = LabelMap(
      width: 6, height: 2,
      labels: [
        0, 0, 0, 1, 1, 2,
        0, 0, 0, 1, 1, 2,
      ])
    #expect(regions(from: map, image: plain(like: map), asked: 3).pixelCounts == [6, 4, 2])
    #expect(regions(from: map, image: plain(like: map), asked: 2).pixelCounts == [6, 6])
    #expect(regions(from: map, image: plain(like: map), asked: 1).pixelCounts == [12])
  }

  private func regions(from map: LabelMap, image: RGBImage, asked: Int) -> LabelMap {
    var slico = SLICO(published: image, regionCount: asked)
    slico.labels = map.labels + Array(repeating: 0, count: SLICO.padding)
    return slico.connectedRegions(atMost: asked)
  }

  private func plain(like map: LabelMap) -> RGBImage {
    RGBImage.sample(.plain, width: map.width, height: map.height, seed: 1)
  }
}
