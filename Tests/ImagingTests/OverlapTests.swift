import Testing

@testable import Imaging

@Suite("The overlap of two sets of regions")
struct OverlapTests {
  private let columns = LabelMap(width: 4, height: 2, labels: [0, 1, 2, 3, 0, 1, 2, 3])
  private let rows = LabelMap(width: 4, height: 2, labels: [0, 0, 0, 0, 1, 1, 1, 1])

  @Test("is counted in pixels, however each image was cut")
  func pixels() {
    let left = RegionSet(regionCount: 4, [0, 1])
    #expect(columns.overlap(of: left, with: left, in: columns) == 1)
    #expect(columns.overlap(of: left, with: left.complement, in: columns) == 0)
    // Two of the four pixels on the left are in the upper row: 2 of 6.
    let upper = RegionSet(regionCount: 2, [0])
    #expect(columns.overlap(of: left, with: upper, in: rows) == 1.0 / 3)
    #expect(rows.overlap(of: upper, with: left, in: columns) == 1.0 / 3)
  }

  @Test("is none of pictures of two sizes, or of two empty sets")
  func none() {
    let empty = RegionSet(regionCount: 4)
    #expect(columns.overlap(of: empty, with: empty, in: columns) == nil)
    let other = LabelMap(width: 2, height: 2, labels: [0, 0, 0, 0])
    let all = RegionSet.all(regionCount: 1)
    #expect(columns.overlap(of: empty.complement, with: all, in: other) == nil)
  }
}
