import Foundation
import Probing
import Testing

@testable import ProbeFiles

@Suite struct RunLengthMaskTests {
  @Test func runsGoDownTheColumnsFromTheLeft() throws {
    // 3 wide, 2 high; columns: (0, 1) (1, 1) (0, 0)
    let mask = try #require(RunLengthMask(width: 3, height: 2, counts: [1, 3, 2]))
    #expect(mask.pixels() == [false, true, false, true, true, false])
    #expect(mask.area == 3)
  }

  @Test func aMaskThatBeginsSetHasAnEmptyFirstRun() throws {
    let mask = try #require(RunLengthMask(width: 1, height: 2, counts: [0, 1, 1]))
    #expect(mask.pixels() == [true, false])
  }

  @Test(
    "runs that do not fit their size are refused",
    arguments: [
      (2, 2, [1, 2]), (2, 2, [1, 4]), (2, 2, []), (2, 2, [5, -1]), (2, 2, [Int.max, Int.max]),
      (0, 2, [0]), (2, -1, [0]), (70_000, 1, [70_000]),
    ])
  func refusesWrongRuns(width: Int, height: Int, counts: [Int]) {
    #expect(RunLengthMask(width: width, height: height, counts: counts) == nil)
  }
}

/// Masks packed by COCO's own code; `scripts/check-probes/make_masks.py` unpacks them.
private struct PackedMask: Decodable {
  var size: [Int]
  var packed: String
  var counts: [Int]

  static func all() throws -> [PackedMask] {
    let url = URL(filePath: #filePath)
      .appending(path: "../../../scripts/check-probes/masks.json").standardized
    return try JSONDecoder().decode([PackedMask].self, from: Data(contentsOf: url))
  }
}

@Suite struct PackedMaskTests {
  @Test func runsAreUnpackedAsByCOCOsOwnCode() throws {
    let masks = try PackedMask.all()
    #expect(masks.count >= 15)
    for mask in masks {
      let counts = try #require(RunLengthMask.counts(unpacking: mask.packed))
      // COCO's encoder may end with an empty run.
      #expect(counts.filter { $0 > 0 } == mask.counts.filter { $0 > 0 }, "\(mask.packed)")
      #expect(RunLengthMask(width: mask.size[1], height: mask.size[0], counts: counts) != nil)
    }
  }

  @Test func everyCutGivesNoMaskOfTheWrongSize() throws {
    let mask = try #require(try PackedMask.all().first { $0.packed.count > 50 })
    for count in 0..<mask.packed.count {
      guard let counts = RunLengthMask.counts(unpacking: String(mask.packed.prefix(count))) else {
        continue
      }
      #expect(RunLengthMask(width: mask.size[1], height: mask.size[0], counts: counts) == nil)
    }
  }

  @Test(
    "what is no packed run is refused",
    arguments: ["P", "/", "p", "é", String(repeating: "P", count: 40)])
  func garbled(text: String) {
    #expect(RunLengthMask.counts(unpacking: text) == nil)
  }
}

@Suite struct PolygonMaskTests {
  /// Whether a point is within a polygon by the even-odd rule, by the definition.
  private func contains(_ polygon: [Double], _ x: Double, _ y: Double) -> Bool {
    let points = stride(from: 0, to: polygon.count, by: 2).map { (polygon[$0], polygon[$0 + 1]) }
    var isInside = false
    for (a, b) in zip(points, points.dropFirst() + points.prefix(1)) where (a.0 <= x) != (b.0 <= x)
    {
      if a.1 + (x - a.0) / (b.0 - a.0) * (b.1 - a.1) <= y { isInside.toggle() }
    }
    return isInside
  }

  @Test("a pixel is set when its center is within a polygon", arguments: UInt64(0)..<100)
  func centers(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let (width, height) = (1 + generator.index(below: 20), 1 + generator.index(below: 20))
    let polygons = (0..<generator.index(below: 4)).map { _ in
      (0..<(2 * generator.index(below: 9))).map { _ in
        Double(generator.index(below: 280) - 40) / 10
      }
    }
    let mask = try #require(RunLengthMask(width: width, height: height, polygons: polygons))
    let pixels = mask.pixels()
    for y in 0..<height {
      for x in 0..<width {
        let isInside = polygons.contains {
          $0.count >= 6 && contains($0, Double(x) + 0.5, Double(y) + 0.5)
        }
        #expect(pixels[y * width + x] == isInside, "\(x), \(y) of \(polygons)")
      }
    }
  }

  @Test func aRectangleCoversItsPixels() throws {
    let mask = try #require(
      RunLengthMask(width: 4, height: 3, polygons: [[1, 1, 3, 1, 3, 3, 1, 3]]))
    #expect(mask.counts == [4, 2, 1, 2, 3])
  }

  @Test func polygonsThatCannotBeDrawnAreRefused() {
    #expect(RunLengthMask(width: 4, height: 3, polygons: [[1, 1, 2]]) == nil)
    #expect(RunLengthMask(width: 4, height: 3, polygons: [[1, 1, 2, 1, 1e7, 2]]) == nil)
    #expect(RunLengthMask(width: 0, height: 3, polygons: []) == nil)
    #expect(RunLengthMask(width: 4, height: 3, polygons: [])?.counts == [12])
  }
}
