import Foundation
import Imaging
import Testing

@Suite struct ResizedTests {
  /// Ramps, edges and a fine pattern; `scripts/check-images/make_resized.py` makes the same picture.
  private let picture: RGBImage = {
    var pixels: [UInt8] = []
    for y in 0..<48 {
      for x in 0..<64 {
        let isLight = (x / 8 + y / 8) % 2 == 1
        pixels += [UInt8(x * 4 % 256), isLight ? 255 : 0, UInt8((x * x * 7 + y * y * 13) % 256)]
      }
    }
    return RGBImage(width: 64, height: 48, pixels: pixels)
  }()

  @Test func `Scaling gives Pillow's pixels, to the last bit or one beside it`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/resized.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 12)
    for pair in stride(from: 0, to: lines.count, by: 2) {
      let size = lines[pair].split(separator: " ").compactMap { Int($0) }
      let expected = try Self.bytes(lines[pair + 1])
      let scaled = picture.resized(width: size[0], height: size[1])
      #expect(scaled.pixels.count == expected.count)
      let differences = zip(scaled.pixels, expected).map { abs(Int($0) - Int($1)) }
      #expect((differences.max() ?? 0) <= 1, "\(lines[pair])")
      // Halves, which a checkerboard is full of, go either way: Pillow's weights are rounded.
      #expect(differences.count { $0 == 1 } * 10 <= differences.count + 20, "\(lines[pair])")
    }
  }

  private static func bytes(_ hex: Substring) throws -> [UInt8] {
    let digits = Array(hex.utf8)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16))
    }
  }

  @Test func `A picture of one color stays so at any size`() {
    let gray = RGBImage(width: 5, height: 3, pixels: Array(repeating: 77, count: 45))
    for (width, height) in [(1, 1), (2, 9), (50, 30)] {
      #expect(
        gray.resized(width: width, height: height).pixels
          == Array(repeating: 77, count: width * height * 3))
    }
  }

  @Test(arguments: [
    (640, 480, 336, true, 336, 336, 252), (480, 640, 336, true, 336, 336, 336),
    (640, 480, 336, false, 336, 252, 252), (3, 1000, 10, false, 1, 10, 10),
  ])
  func `A fitted picture has the wanted longest side, is square where wanted, and keeps its corner`(
    width: Int, height: Int, side: Int, isSquare: Bool, fittedWidth: Int, fittedHeight: Int,
    contentHeight: Int
  ) {
    let white = RGBImage(
      width: width, height: height, pixels: Array(repeating: 255, count: width * height * 3))
    let fitted = PictureFitting(longestSide: side, isSquare: isSquare).fitted(white)
    #expect(fitted.width == fittedWidth && fitted.height == fittedHeight)
    #expect(fitted.pixels[0] == 255)
    let scale = PictureFitting(longestSide: side, isSquare: isSquare).scale(
      width: width, height: height)
    #expect(Int((Double(height) * scale.y).rounded()) == contentHeight)
    if contentHeight < fittedHeight {
      #expect(fitted.pixels[contentHeight * fittedWidth * 3] == 0)
      #expect(fitted.pixels[(contentHeight - 1) * fittedWidth * 3] == 255)
    }
  }

  @Test func `A square alone adds black and changes no pixel`() {
    let squared = PictureFitting(longestSide: nil, isSquare: true).fitted(picture)
    #expect(squared.width == 64 && squared.height == 64)
    #expect(Array(squared.pixels[..<(64 * 48 * 3)]) == picture.pixels)
    #expect(squared.pixels[(64 * 48 * 3)...].allSatisfy { $0 == 0 })
  }
}
