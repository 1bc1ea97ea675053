/// How pictures are made to fit a model before anything is asked about them.
///
/// Servers scale and crop what they are sent, each in its own way: llama.cpp pads to a square, others stretch or
/// cut off. What is masked is what is sent, so a picture that fits already is one that every server sees alike.
public struct PictureFitting: Sendable, Hashable, Codable {
  /// The length of the longer side after scaling, in pixels, at least 1; nil to leave the size.
  public var longestSide: Int?
  /// Whether black is added below or at the right until the picture is a square.
  public var isSquare: Bool

  /// Makes a fitting.
  public init(longestSide: Int?, isSquare: Bool) {
    self.longestSide = longestSide
    self.isSquare = isSquare
  }

  /// The factor by which a picture of this size is scaled, in width and in height.
  public func scale(width: Int, height: Int) -> (x: Double, y: Double) {
    let scaled = scaledSize(width: width, height: height)
    return (
      Double(scaled.width) / Double(width), Double(scaled.height) / Double(height)
    )
  }

  /// Fits a picture.
  ///
  /// - Returns: The picture scaled, then padded; its top left corner stays where it was.
  public func fitted(_ image: RGBImage) -> RGBImage {
    let size = scaledSize(width: image.width, height: image.height)
    let scaled = image.resized(width: size.width, height: size.height)
    guard isSquare else { return scaled }
    let side = max(size.width, size.height)
    return scaled.padded(width: side, height: side)
  }

  private func scaledSize(width: Int, height: Int) -> (width: Int, height: Int) {
    guard let longestSide else { return (width, height) }
    let longest = max(width, height)
    func scaled(_ side: Int) -> Int { max(1, (side * longestSide + longest / 2) / longest) }
    return (scaled(width), scaled(height))
  }
}
