import Attribution
import Imaging
import Testing

@Suite struct AttributionMapTests {
  private func grid(_ values: [Double], width: Int) -> ValueGrid {
    ValueGrid(width: width, height: values.count / width, values: values)
  }

  private func map(_ values: [Double], width: Int) throws(ValueGridError) -> AttributionMap {
    try AttributionMap(
      grid(values, width: width), width: width, height: values.count / width)
  }

  @Test func `A region's weight is the mean of its pixels`() throws {
    let labels = LabelMap(width: 3, height: 2, labels: [0, 0, 1, 2, 0, 1])
    let map = try map([1, 2, -4, 0.5, 6, 4], width: 3)
    #expect(map.weights(of: labels) == [3, 0, 0.5])
    #expect(map.order(of: labels) == [0, 2, 1])
  }

  @Test func `Of equal regions the lowest number comes first`() throws {
    let labels = LabelMap(width: 4, height: 1, labels: [0, 1, 2, 3])
    #expect(try map([1, 2, 1, 2], width: 4).order(of: labels) == [1, 3, 0, 2])
    #expect(try map([0, -0.0, 0, 0], width: 4).order(of: labels) == [0, 1, 2, 3])
  }

  @Test(arguments: 0..<200)
  func `A flat map gives all regions exactly its value, whatever their sizes`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Double.random(in: -1...1, using: &generator)
    let count = Int.random(in: 2...12, using: &generator)
    let labels = LabelMap(
      width: 40, height: 1,
      labels: (0..<40).map {
        $0 < count ? Int32($0) : Int32.random(in: 0..<Int32(count), using: &generator)
      })
    let map = try map(Array(repeating: value, count: 40), width: 40)
    #expect(map.weights(of: labels) == Array(repeating: value, count: count), "seed \(seed)")
    #expect(map.order(of: labels) == Array(0..<count))
  }

  @Test(arguments: 0..<200)
  func `An order is a permutation by descending mean`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let labels = LabelMap.grid(width: 12, height: 8, regionCount: 15)
    let values = (0..<96).map { _ in Double(Int.random(in: 0...2, using: &generator)) }
    let map = try map(values, width: 12)
    let (weights, order) = (map.weights(of: labels), map.order(of: labels))
    #expect(order.sorted() == Array(0..<labels.regionCount))
    for (first, second) in zip(order, order.dropFirst()) {
      let isRight =
        weights[first] > weights[second] || weights[first] == weights[second] && first < second
      #expect(isRight, "seed \(seed)")
    }
    let mean = zip(weights, labels.pixelCounts).reduce(0) { $0 + $1.0 * Double($1.1) } / 96
    #expect(abs(mean - values.reduce(0, +) / 96) < 1e-12, "seed \(seed)")
  }

  @Test func `A map of the picture's shape is brought to its size`() throws {
    let small = grid([0, 4, 8, 12], width: 2)
    #expect(
      try AttributionMap(small, width: 4, height: 4).grid == small.resized(width: 4, height: 4))
    // 101 to 100 is 1 % off, 102 to 100 is 2 %.
    #expect(throws: Never.self) { try AttributionMap(small, width: 101, height: 100) }
    #expect(throws: Never.self) { try AttributionMap(small, width: 100, height: 101) }
    for (width, height) in [(102, 100), (100, 102), (640, 480), (1, 2)] {
      #expect(
        throws: ValueGridError(
          code: .wrongSize,
          reason: "the map is 2x2, the image \(width)x\(height), which is another shape: "
            + "make the map in the image's size")
      ) { try AttributionMap(small, width: width, height: height) }
    }
  }

  @Test func `Values that are not finite are counted, and the first is placed`() {
    #expect(
      throws: ValueGridError(
        code: .wrongValue,
        reason: "2 values are not finite, first nan at column 1, row 1 (from 0): "
          + "an attribution map has a finite number for each pixel")
    ) { try map([0, 0, 0, 0, .nan, .infinity], width: 3) }
    #expect(
      throws: ValueGridError(
        code: .wrongValue,
        reason: "1 value is not finite, first -inf at column 0, row 0 (from 0): "
          + "an attribution map has a finite number for each pixel")
    ) { try map([-.infinity, 0], width: 1) }
  }

  @Test func `Values that no sum could hold are refused`() throws {
    #expect(throws: Never.self) { try map([1e100, -1e100], width: 2) }
    let error = try #require(throws: ValueGridError.self) { try map([0, -1e101], width: 2) }
    #expect(error.description.hasPrefix("the value -1e+101 at column 1, row 0 (from 0) is too"))
  }

  @Test func `Labels of another size are a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let grid = ValueGrid(width: 2, height: 1, values: [0, 1])
      _ = try AttributionMap(grid, width: 2, height: 1)
        .weights(of: LabelMap(width: 1, height: 2, labels: [0, 1]))
    }
  }
}
