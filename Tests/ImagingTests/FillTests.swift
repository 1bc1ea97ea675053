import Imaging
import Testing

@Suite struct FillTests {
  @Test("the names in logs and on command lines do not change")
  func names() {
    #expect(Fill.allCases.map(\.rawValue) == ["black", "mean", "blur"])
  }

  @Test("black is black")
  func black() {
    let image = RGBImage.sample(.noise, width: 5, height: 4, seed: 1)
    #expect(Fill.black.applied(to: image).pixels == Array(repeating: 0, count: 60))
  }

  @Test("the mean is taken by channel and rounded to the nearest value")
  func mean() {
    let image = RGBImage(width: 2, height: 2, pixels: [0, 1, 255, 0, 1, 255, 1, 1, 255, 1, 4, 0])
    let mean: [UInt8] = [1, 2, 191]
    #expect(Fill.mean.applied(to: image).pixels == mean + mean + mean + mean)
  }

  @Test("a blur leaves a plain picture as it is", arguments: [(1, 1), (1, 40), (40, 1), (30, 20)])
  func plainBlur(width: Int, height: Int) {
    let image = RGBImage.sample(.plain, width: width, height: height, seed: 7)
    #expect(Fill.blur.applied(to: image) == image)
  }

  @Test("a blur of radius 1 is three means of three, with the border repeated")
  func smallBlur() {
    // 22 pixels and fewer on the shorter side are blurred with a radius of 1.
    var pixels = Array(repeating: UInt8(0), count: 9 * 3)
    pixels[4 * 3] = 243
    pixels[0 * 3 + 1] = 27
    pixels[8 * 3 + 2] = 2
    let blurred = Fill.blur.applied(to: RGBImage(width: 9, height: 1, pixels: pixels))
    let red = stride(from: 0, to: 27, by: 3).map { blurred.pixels[$0] }
    let green = stride(from: 1, to: 27, by: 3).map { blurred.pixels[$0] }
    #expect(red == [0, 9, 27, 54, 63, 54, 27, 9, 0])
    // 27 0 0 0 … → 18 9 0 0 … → 15 9 3 0 … → 13 9 4 1 …
    #expect(green == [13, 9, 4, 1, 0, 0, 0, 0, 0])
    // Every pass rounds to the nearest value: … 0 0 2 → … 0 1 1, three times.
    let blue = stride(from: 2, to: 27, by: 3).map { blurred.pixels[$0] }
    #expect(blue == [0, 0, 0, 0, 0, 0, 0, 1, 1])
  }

  @Test("a blur is the same along rows as along columns")
  func transposedBlur() {
    let image = RGBImage.sample(.rectangles, width: 50, height: 1, seed: 3)
    let upright = RGBImage(width: 1, height: 50, pixels: image.pixels)
    #expect(Fill.blur.applied(to: image).pixels == Fill.blur.applied(to: upright).pixels)
  }

  @Test("a blur grows with the picture: 10 in 224 pixels", arguments: [1, 2, 4])
  func blurInProportion(scale: Int) {
    let side = 112 * scale
    let pixels = (0..<side * side).flatMap { pixel -> [UInt8] in
      Array(repeating: pixel % side < side / 2 ? 0 : 255, count: 3)
    }
    let blurred = Fill.blur.applied(to: RGBImage(width: side, height: side, pixels: pixels))
    // A blurred edge rises as the blur's weights do: their spread is the standard deviation.
    var variance = 0.0
    for x in 1..<side {
      let rise = Double(blurred.pixels[x * 3]) - Double(blurred.pixels[x * 3 - 3])
      variance += rise / 255 * Double((x - side / 2) * (x - side / 2))
    }
    let deviation = Double(side) * 10 / 224
    #expect((deviation...deviation + 0.6).contains(variance.squareRoot()))
  }
}
