extension Fill {
  /// The picture with nothing of it shown: every pixel replaced by the fill.
  ///
  /// - Returns: A picture of the same size.
  public func applied(to image: RGBImage) -> RGBImage {
    switch self {
    case .black:
      RGBImage(
        width: image.width, height: image.height,
        pixels: Array(repeating: 0, count: image.pixels.count))
    case .mean:
      image.meanColored()
    case .blur:
      image.blurred(radius: Fill.blurRadius(of: image))
    }
  }

  /// The standard deviation of the blur in pixels: 10 for 224 pixels of the shorter side.
  ///
  /// From Fong and Vedaldi, "Interpretable Explanations of Black Boxes by Meaningful Perturbation",
  /// ICCV 2017, section 4.1.
  static func blurRadius(of image: RGBImage) -> Int {
    max(1, (min(image.width, image.height) * 10 + 112) / 224)
  }
}

extension RGBImage {
  /// A picture of the mean color, each channel rounded to the nearest value.
  fileprivate func meanColored() -> RGBImage {
    var sums = [0, 0, 0]
    for start in stride(from: 0, to: pixels.count, by: 3) {
      for channel in 0..<3 { sums[channel] += Int(pixels[start + channel]) }
    }
    let mean = sums.map { UInt8((2 * $0 + pixelCount) / (2 * pixelCount)) }
    var filled: [UInt8] = []
    filled.reserveCapacity(pixels.count)
    for _ in 0..<pixelCount { filled += mean }
    return RGBImage(width: width, height: height, pixels: filled)
  }
}
