import Imaging
import Testing

@testable import TestKit

@Suite struct LabelNumberingTests {
  private func number(
    _ values: [Double], width: Int, imageWidth: Int? = nil, imageHeight: Int? = nil
  ) throws(ValueGridError) -> LabelMap {
    let height = values.count / width
    return try LabelMap(
      numbering: ValueGrid(width: width, height: height, values: values),
      width: imageWidth ?? width, height: imageHeight ?? height)
  }

  @Test func `Labels are numbered in order of appearance, row by row`() throws {
    let map = try number([5, 5, -3, 1e15, 5, -3, 0, -0.0, 1e15], width: 3)
    #expect(map.labels == [0, 0, 1, 2, 0, 1, 3, 3, 2])
    #expect(map.pixelCounts == [3, 2, 2, 2])
  }

  @Test(arguments: 0..<100)
  func `A map whose labels are renamed is the same partition`(seed: Int) throws {
    let map = LabelMap.sample(width: 9, height: 7, regionCount: 12, seed: seed)
    var generator = SeededGenerator(seed: seed)
    let names = Array(-50...50).shuffled(using: &generator)
    let renamed = map.labels.map { Double(names[Int($0)]) }
    #expect(try number(renamed, width: 9) == map, "seed \(seed)")
  }

  @Test func `Another size is refused, a turned one too`() {
    let reason = "the label map is 2x3, the image 3x2: make it in the image's size"
    #expect(throws: ValueGridError(code: .wrongSize, reason: reason)) {
      try number([0, 1, 2, 3, 4, 5], width: 2, imageWidth: 3, imageHeight: 2)
    }
  }

  @Test(arguments: [
    (Double.nan, "the label nan at column 1, row 2 (from 0) is no whole number"),
    (.infinity, "the label inf at column 1, row 2 (from 0) is no whole number"),
    (-.infinity, "the label -inf at column 1, row 2 (from 0) is no whole number"),
    (0.5, "the label 0.5 at column 1, row 2 (from 0) is no whole number"),
    (0x1p53, "the label 9007199254740992.0 at column 1, row 2 (from 0) is too large"),
    (-1e300, "the label -1e+300 at column 1, row 2 (from 0) is too large"),
  ])
  func `A value that is no label is named with its place`(value: Double, reason: String) {
    let all = reason + ": label the regions by whole numbers"
    #expect(throws: ValueGridError(code: .wrongValue, reason: all)) {
      try number([0, 0, 0, 0, 0, value, value, 0], width: 2)
    }
  }

  @Test func `At most ten thousand regions are accepted`() throws {
    #expect(try number((0..<10_000).map(Double.init), width: 100).regionCount == 10_000)
    let reason =
      "the label map has more than 10000 regions: merge them; a search asks for each"
    #expect(throws: ValueGridError(code: .tooManyRegions, reason: reason)) {
      try number((0..<10_001).map(Double.init), width: 10_001)
    }
  }
}
