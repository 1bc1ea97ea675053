/// The most pixels that a picture may have, checked against its header before any memory is taken.
public struct PixelLimit: Sendable, Hashable {
  /// The number of pixels that is still allowed.
  public var pixelCount: Int

  /// Makes a limit.
  public init(pixelCount: Int) {
    self.pixelCount = pixelCount
  }

  /// 100 million pixels: larger than any camera's picture in the data sets of the field, 300 MB as
  /// RGB.
  public static let standard = PixelLimit(pixelCount: 100_000_000)

  /// Passes sizes that a picture can have.
  func check(width: Int, height: Int, name: String) throws(ImageError) {
    guard width > 0, height > 0 else {
      throw ImageError(
        code: .damaged, name: name, reason: "the header gives a size of \(width)x\(height) pixels")
    }
    guard height <= pixelCount / width else {
      throw ImageError(
        code: .tooLarge, name: name,
        reason: "\(width)x\(height) pixels are more than the limit of \(pixelCount)")
    }
  }
}
