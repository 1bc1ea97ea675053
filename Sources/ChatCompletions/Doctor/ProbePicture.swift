import Codecs
import Imaging

/// A small picture, drawn here, in the form in which it is sent.
struct ProbePicture: Sendable, Hashable {
  /// A lossless form.
  enum Format: String, Sendable, CaseIterable {
    case bmp = "BMP"
    case png = "PNG"

    var mediaType: String { self == .bmp ? "image/bmp" : "image/png" }
  }

  let format: Format
  let file: [UInt8]

  init(_ image: RGBImage, as format: Format) {
    self.format = format
    file = format == .bmp ? BMPCodec.encode(image) : PNGCodec.encode(image)
  }
}

/// The pictures that the checks ask about.
enum Drawing {
  /// The usual width and height, in pixels.
  static let side = 128

  /// One color all over.
  static func flat(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> RGBImage {
    drawn(side, side) { _, _ in (red, green, blue) }
  }

  /// Squares of 16 pixels whose colors the seed decides, every level a multiple of 8.
  static func blocks(seed: UInt64, width: Int = side, height: Int = side) -> RGBImage {
    drawn(width, height) { x, y in
      let color = mixed(seed &* 1_000_003 &+ UInt64(y / 16 * 4096 + x / 16))
      return (
        UInt8(truncatingIfNeeded: color) & 0x78 | 0x40,
        UInt8(truncatingIfNeeded: color >> 8) & 0x78 | 0x40,
        UInt8(truncatingIfNeeded: color >> 16) & 0x78 | 0x40
      )
    }
  }

  /// The picture with some of its pixels one level brighter.
  static func raised(_ image: RGBImage, where isRaised: (_ x: Int, _ y: Int) -> Bool) -> RGBImage {
    var pixels = image.pixels
    for y in 0..<image.height {
      for x in 0..<image.width where isRaised(x, y) {
        for channel in 0..<3 { pixels[(y * image.width + x) * 3 + channel] += 1 }
      }
    }
    return RGBImage(width: image.width, height: image.height, pixels: pixels)
  }

  static func drawn(
    _ width: Int, _ height: Int, _ color: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)
  ) -> RGBImage {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let (red, green, blue) = color(x, y)
        pixels += [red, green, blue]
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  /// The mixing step of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
