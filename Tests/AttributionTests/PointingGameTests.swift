import Attribution
import Foundation
import Imaging
import Testing

@Suite struct PointingGameTests {
  /// 4×2 pixels, of which the box covers the middle of the first row.
  private let box = PixelBox(columns: 1..<3, rows: 0..<1)

  private func scores(_ values: [Double]) -> [Double] {
    let map = ValueGrid(width: 4, height: 2, values: values)
    return PointingGame.Rule.allCases.map {
      PointingGame.score(map: map, inside: box, rule: $0)
    }
  }

  @Test func `One highest pixel hits or misses by both rules`() {
    #expect(scores([0, 9, 1, 1, 0, 0, 0, 8]) == [1, 1])
    #expect(scores([0, 8, 1, 1, 0, 0, 0, 9]) == [0, 0])
    #expect(scores([0, 8, 1, 1, 0, 9, 0, 0]) == [0, 0], "the pixel below the box is outside")
  }

  @Test func `A plateau counts by its share inside, and once for the reference`() {
    #expect(scores([9, 9, 9, 9, 0, 0, 0, 0]) == [0.5, 1])
    #expect(scores([9, 9, 0, 9, 9, 0, 0, 0]) == [0.25, 1])
    #expect(scores([0, 9, 9, 0, 0, 0, 0, 0]) == [1, 1])
    #expect(scores([9, 0, 0, 9, 0, 0, 0, 0]) == [0, 0])
  }

  @Test func `A constant map points nowhere, but is a hit for the reference`() {
    #expect(scores(Array(repeating: 0, count: 8)) == [0, 1])
    #expect(scores(Array(repeating: -2.5, count: 8)) == [0, 1])
  }

  @Test func `Below zero the highest pixel counts as well`() {
    #expect(scores([-9, -1, -9, -9, -9, -9, -9, -9]) == [1, 1])
    #expect(scores([-9, -9, -9, -1, -9, -9, -9, -9]) == [0, 0])
  }

  @Test func `A map with a NaN is a miss`() {
    #expect(scores([0, 9, 0, .nan, 0, 0, 0, 0]) == [0, 0])
    #expect(scores([.nan, 9, 0, 0, 0, 0, 0, 0]) == [0, 0])
  }

  @Test func `An empty mask is no hit, and a full one is`() {
    let map = ValueGrid(width: 2, height: 1, values: [1, 2])
    for rule in PointingGame.Rule.allCases {
      #expect(PointingGame.score(map: map, inside: [false, false], rule: rule) == 0)
      #expect(PointingGame.score(map: map, inside: [true, true], rule: rule) == 1)
    }
  }

  @Test func `What lies beyond the map is outside`() {
    let map = ValueGrid(width: 2, height: 1, values: [1, 2])
    let beyond = PixelBox(columns: 1..<9, rows: -3..<7)
    #expect(PointingGame.score(map: map, inside: beyond, rule: .strict) == 1)
    let away = PixelBox(columns: 5..<9, rows: 0..<1)
    #expect(PointingGame.score(map: map, inside: away, rule: .strict) == 0)
  }

  @Test func `A mask of another size is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let map = ValueGrid(width: 2, height: 1, values: [1, 2])
      _ = PointingGame.score(map: map, inside: [true], rule: .strict)
    }
  }

  @Test(arguments: 0..<300)
  func `Mask and complement share the strict score, and scaling changes nothing`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<24).map { _ in Double(Int.random(in: 0...3, using: &generator)) }
    let mask = (0..<24).map { _ in Bool.random(using: &generator) }
    let map = ValueGrid(width: 6, height: 4, values: values)
    func score(_ map: ValueGrid, _ mask: [Bool], _ rule: PointingGame.Rule) -> Double {
      PointingGame.score(map: map, inside: mask, rule: rule)
    }
    let strict = score(map, mask, .strict)
    #expect(abs(strict + score(map, mask.map(!), .strict) - 1) < 1e-12, "seed \(seed)")
    #expect(strict <= score(map, mask, .reference), "seed \(seed)")
    let scaled = ValueGrid(width: 6, height: 4, values: values.map { 0.5 * $0 - 7 })
    for rule in PointingGame.Rule.allCases {
      #expect(score(scaled, mask, rule) == score(map, mask, rule), "seed \(seed)")
    }
  }
}
