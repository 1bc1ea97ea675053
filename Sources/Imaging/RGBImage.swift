/// An upright picture of 8-bit RGB pixels.
///
/// Pixels are row-major and interleaved: the channels of the pixel at column `x`, row `y` are
/// `pixels[(y * width + x) * 3 ..< (y * width + x) * 3 + 3]`.
public struct RGBImage: Sendable, Hashable {
  /// The number of columns, at least 1.
  public let width: Int
  /// The number of rows, at least 1.
  public let height: Int
  /// `width * height * 3` channel values, row-major, R then G then B.
  public let pixels: [UInt8]

  /// Makes a picture from its pixels.
  ///
  /// - Precondition: `width` and `height` are positive and `pixels.count == width * height * 3`.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0, "an image of \(width)x\(height) pixels has no content")
    precondition(
      pixels.count == width * height * 3,
      "\(pixels.count) channel values do not fill \(width)x\(height) RGB pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The number of pixels.
  public var pixelCount: Int { width * height }
}
