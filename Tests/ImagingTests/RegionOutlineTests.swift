import Imaging
import Testing

@Suite struct RegionOutlineTests {
  typealias Point = RegionOutline.Point

  @Test("a rectangle has four corners, clockwise")
  func rectangle() {
    let map = LabelMap(
      width: 4, height: 3,
      labels: [
        0, 0, 0, 0,
        0, 1, 1, 0,
        0, 0, 0, 0,
      ])
    let outline = map.outline(of: RegionSet(regionCount: 2, [1]))
    let corners = [Point(x: 3, y: 1), Point(x: 3, y: 2), Point(x: 1, y: 2), Point(x: 1, y: 1)]
    #expect(outline == RegionOutline(polygons: [corners]))
    #expect(outline.area == 2)
  }

  @Test("a hole is a polygon of its own that takes its area away")
  func hole() {
    let map = LabelMap(width: 3, height: 3, labels: [0, 0, 0, 0, 1, 0, 0, 0, 0])
    let outline = map.outline(of: RegionSet(regionCount: 2, [0]))
    #expect(outline.polygons.count == 2)
    #expect(outline.polygons.map(\.count) == [4, 4])
    #expect(outline.area == 8)
  }

  @Test("pixels that meet at a corner have polygons of their own")
  func checkerboard() {
    let map = LabelMap(width: 2, height: 2, labels: [0, 1, 1, 0])
    let outline = map.outline(of: RegionSet(regionCount: 2, [0]))
    #expect(outline.polygons.count == 2)
    #expect(outline.polygons.allSatisfy { $0.count == 4 })
  }

  @Test("a hole of two pixels that meet at a corner keeps all its corners")
  func diagonalHole() {
    let map = LabelMap(
      width: 4, height: 4,
      labels: [
        0, 0, 0, 0,
        0, 0, 1, 0,
        0, 1, 0, 0,
        0, 0, 0, 0,
      ])
    let outline = map.outline(of: RegionSet(regionCount: 2, [0]))
    #expect(outline.polygons.map(\.count) == [4, 8])
    #expect(outline.area == 14)
  }

  @Test("the whole image has four corners, no region has none")
  func extremes() {
    let map = LabelMap.grid(width: 7, height: 5, columns: 3, rows: 2)
    let all = map.outline(of: .all(regionCount: 6))
    #expect(all.polygons.count == 1)
    #expect(
      Set(all.polygons[0]) == [
        Point(x: 0, y: 0), Point(x: 7, y: 0), Point(x: 7, y: 5), Point(x: 0, y: 5),
      ])
    #expect(map.outline(of: RegionSet(regionCount: 6)).polygons.isEmpty)
    #expect(RegionOutline(polygons: [[]]).area == 0)
  }

  @Test("an outline encloses its pixels, all of them and no others", arguments: 0..<60)
  func enclosedPixels(seed: Int) {
    let map = LabelMap.sample(
      width: 1 + seed % 17, height: 1 + seed % 11, regionCount: 2 + seed % 5, seed: seed)
    let set = RegionSet.sample(regionCount: map.regionCount, seed: seed)
    let outline = map.outline(of: set)
    #expect(outline.area == map.pixelCount(of: set), "seed \(seed)")
    #expect(evenOddFill(outline, like: map) == map.labels.map { set.contains(Int($0)) })
    #expect(outline.polygons.allSatisfy(turnsAtEveryPoint), "seed \(seed)")
  }

  @Test("the outlines of single regions are those of sets of one", arguments: 0..<20)
  func singleRegions(seed: Int) {
    let map = LabelMap.sample(width: 9, height: 8, regionCount: 6, seed: seed)
    let outlines = map.regionOutlines()
    #expect(outlines.map(\.area) == map.pixelCounts)
    for (region, outline) in outlines.enumerated() {
      #expect(outline == map.outline(of: RegionSet(regionCount: map.regionCount, [region])))
    }
  }

  /// Whether each pixel's middle is inside, by counting the upright sides to its left.
  private func evenOddFill(_ outline: RegionOutline, like map: LabelMap) -> [Bool] {
    var isInside = Array(repeating: false, count: map.width * map.height)
    for polygon in outline.polygons {
      for (start, end) in zip(polygon, polygon.dropFirst() + polygon.prefix(1))
      where start.x == end.x {
        for y in min(start.y, end.y)..<max(start.y, end.y) {
          for x in start.x..<map.width { isInside[y * map.width + x].toggle() }
        }
      }
    }
    return isInside
  }

  /// Whether horizontal and vertical sides alternate.
  private func turnsAtEveryPoint(_ polygon: [Point]) -> Bool {
    let next = polygon.dropFirst() + polygon.prefix(1)
    let isVertical = zip(polygon, next).map { $0.x == $1.x && $0.y != $1.y }
    let isHorizontal = zip(polygon, next).map { $0.x != $1.x && $0.y == $1.y }
    return isVertical.indices.allSatisfy { index in
      isVertical[index] != isHorizontal[index]
        && isVertical[index] != isVertical[(index + 1) % isVertical.count]
    }
  }
}
