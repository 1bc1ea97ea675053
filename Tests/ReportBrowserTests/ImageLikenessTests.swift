import Imaging
import Testing

/// The measure behind the screenshots.
@Suite struct ImageLikenessTests {
  private static func picture(_ level: (Int, Int) -> Int) -> RGBImage {
    RGBImage(
      width: 160, height: 100,
      pixels: (0..<160 * 100).flatMap { pixel in
        let value = UInt8(clamping: level(pixel % 160, pixel / 160))
        return [value, value, value]
      })
  }

  /// Stripes that stand for lines of text.
  private static func text(_ x: Int, _ y: Int) -> Int { y % 10 < 3 && x % 4 < 2 ? 40 : 250 }

  @Test("takes soft edges for the same, and anything that one would notice for a change")
  func measure() throws {
    let page = Self.picture(Self.text)
    #expect(try #require(ImageLikeness(page, page, block: 4)).isAlike)
    let soft = Self.picture { Self.text($0, $1) + ($0 * 5 + $1 * 3) % 7 - 3 }
    #expect(try #require(ImageLikeness(page, soft, block: 4)).isAlike)
    let word = Self.picture { x, y in x < 24 && y < 20 ? 250 : Self.text(x, y) }
    #expect(try !#require(ImageLikeness(page, word, block: 4)).isAlike)
    let tint = Self.picture { Self.text($0, $1) - 4 }
    #expect(try !#require(ImageLikeness(page, tint, block: 4)).isAlike)
    #expect(ImageLikeness(page, page.shrunk(by: 2), block: 4) == nil)
  }

  @Test("shrinks pictures by means")
  func shrunk() {
    let page = RGBImage(
      width: 2, height: 2, pixels: [0, 10, 20, 4, 10, 20, 0, 10, 21, 4, 10, 22])
    #expect(page.shrunk(by: 2) == RGBImage(width: 1, height: 1, pixels: [2, 10, 21]))
  }
}
