import Foundation
import Imaging
import Testing

@testable import TestKit

@Suite struct ResizingTests {
  /// Numbers of `scripts/check-maps/make_fixtures.py`.
  struct Reference: Decodable {
    let cases: [Case]

    struct Case: Decodable {
      let width: Int
      let height: Int
      let values: [Double]
      let newWidth: Int
      let newHeight: Int
      let float32: [Double]
      let float64: [Double]
    }
  }

  @Test func `Values equal those of OpenCV's linear interpolation`() throws {
    let data = Data(try Fixtures.bytes("resized.json"))
    let cases = try JSONDecoder().decode(Reference.self, from: data).cases
    #expect(cases.count == 10)
    for item in cases {
      let grid = ValueGrid(width: item.width, height: item.height, values: item.values)
        .resized(width: item.newWidth, height: item.newHeight)
      // OpenCV's weights, and here the values too, have 24 bits.
      for theirs in [item.float32, item.float64] {
        #expect(theirs.count == grid.values.count)
        for (own, their) in zip(grid.values, theirs) {
          #expect(abs(own - their) < 2e-6, "\(item.width)x\(item.height)")
        }
      }
    }
  }

  @Test func `Two pixels become four by quarters between their centers`() {
    let pair = ValueGrid(width: 2, height: 1, values: [0, 1])
    #expect(pair.resized(width: 4, height: 1).values == [0, 0.25, 0.75, 1])
    #expect(pair.resized(width: 1, height: 3).values == [0.5, 0.5, 0.5])
    let square = ValueGrid(width: 2, height: 2, values: [0, 4, 8, 12])
    #expect(
      square.resized(width: 4, height: 4).values
        == [0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12])
    #expect(square.resized(width: 1, height: 1).values == [6])
  }

  @Test func `A grid of the wanted size stays as it is`() {
    let grid = ValueGrid(width: 3, height: 1, values: [0.1, .infinity, -0.0])
    #expect(grid.resized(width: 3, height: 1) == grid)
  }

  @Test(arguments: 0..<200)
  func `Flat stays exactly flat, and nothing leaves the range of the values`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    func size() -> Int { Int.random(in: 1...20, using: &generator) }
    let (width, height) = (size(), size())
    let value = Double.random(in: -1e3...1e3, using: &generator)
    let flat = ValueGrid(
      width: width, height: height, values: Array(repeating: value, count: width * height))
    let (newWidth, newHeight) = (size() * 2, size() * 2)
    #expect(flat.resized(width: newWidth, height: newHeight).values.allSatisfy { $0 == value })

    let values = (0..<width * height).map { _ in
      [value, -value, .greatestFiniteMagnitude, Double.random(in: -1...1, using: &generator)]
        .randomElement(using: &generator) ?? 0
    }
    let resized = ValueGrid(width: width, height: height, values: values)
      .resized(width: newWidth, height: newHeight)
    let least = try #require(values.min())
    let most = try #require(values.max())
    #expect(resized.values.allSatisfy { least <= $0 && $0 <= most })
  }

  @Test(arguments: 0..<50)
  func `A mirrored grid becomes the mirrored result`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let width = Int.random(in: 1...9, using: &generator)
    let values = (0..<width).map { _ in Double.random(in: -1...1, using: &generator) }
    let newWidth = Int.random(in: 1...30, using: &generator)
    func resized(_ values: [Double]) -> [Double] {
      ValueGrid(width: width, height: 1, values: values).resized(width: newWidth, height: 1).values
    }
    for (own, mirrored) in zip(resized(values), resized(values.reversed()).reversed()) {
      #expect(abs(own - mirrored) < 1e-12, "seed \(seed)")
    }
  }

  @Test func `A grid has a value for each pixel`() async {
    await #expect(processExitsWith: .failure) { _ = ValueGrid(width: 2, height: 1, values: [1]) }
    await #expect(processExitsWith: .failure) { _ = ValueGrid(width: 0, height: 1, values: []) }
    await #expect(processExitsWith: .failure) {
      _ = ValueGrid(width: 1, height: 1, values: [1]).resized(width: 0, height: 1)
    }
  }
}
