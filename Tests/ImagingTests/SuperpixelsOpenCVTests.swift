import Imaging
import Testing

@Suite struct SuperpixelsOpenCVTests {
  @Test(
    "opencv regions are those of OpenCV, pixel for pixel",
    arguments: ["chelsea", "coffee", "shapes", "glare"], [20, 64])
  func referenceLabels(name: String, count: Int) throws {
    let image =
      switch name {
      case "shapes": drawnShapes()
      case "glare": drawnGlare()
      default: try Fixtures.image("\(name).ppm")
      }
    let expected = try Fixtures.labels("\(name)-\(count).labels")
    let map = Superpixels.slico(image, regionCount: count, mode: .opencv)
    #expect(map.labels.count == expected.count)
    #expect(zip(map.labels, expected).count { $0 != $1 } == 0)
  }

  @Test("the vector loop assigns every pixel as the plain one does", arguments: 0..<16)
  func plainReference(seed: Int) {
    let image = RGBImage.sample(
      SampleKind.allCases[seed % 4], width: 3 + seed * 2, height: 29 - seed, seed: seed)
    expectPlain(SLICO(opencv: image, regionCount: 4 + seed), rounds: 7, "seed \(seed)")
  }

  @Test("a picture that is too flat for a seed is one region")
  func tooFlat() {
    let image = RGBImage.sample(.noise, width: 4000, height: 1, seed: 1)
    let map = Superpixels.slico(image, regionCount: 64, mode: .opencv)
    #expect(map.regionCount == 1)
  }

  /// The same picture as `shapes` in make_fixtures.py.
  private func drawnShapes() -> RGBImage {
    draw(width: 128, height: 128) { x, y in
      [x * 2, y * 2, (x / 16 + y / 16) % 2 * 200 + x * y % 17]
    }
  }

  /// The same picture as `glare` in make_fixtures.py.
  private func drawnGlare() -> RGBImage {
    draw(width: 310, height: 290) { x, y in
      [200 + (x * 7 + y * 13) % 56, 255 - x * y % 31, 230 + (x + y) % 25]
    }
  }

  private func draw(width: Int, height: Int, _ color: (Int, Int) -> [Int]) -> RGBImage {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width { pixels += color(x, y).map { UInt8($0) } }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }
}
