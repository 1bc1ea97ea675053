extension RGBImage {
  /// The picture under an almost Gaussian blur with a standard deviation of about `radius` pixels.
  ///
  /// Three passes of a box of `2 * radius + 1` pixels along rows, then along columns; together they
  /// have the variance `radius * (radius + 1)`. The border pixels are repeated outwards. The cost is
  /// linear in pixels, whatever the radius.
  ///
  /// - Precondition: `radius` is not negative.
  func blurred(radius: Int) -> RGBImage {
    precondition(radius >= 0, "a blur cannot have a radius of \(radius) pixels")
    var channels = pixels
    for channel in 0..<3 {
      for y in 0..<height {
        let row = PixelLine(start: y * width * 3 + channel, step: 3, count: width)
        for _ in 0..<3 { row.average(&channels, radius: radius) }
      }
      for x in 0..<width {
        let column = PixelLine(start: x * 3 + channel, step: width * 3, count: height)
        for _ in 0..<3 { column.average(&channels, radius: radius) }
      }
    }
    return RGBImage(width: width, height: height, pixels: channels)
  }
}

/// One channel of a row or column, as places in an array of channel values.
private struct PixelLine {
  let start: Int
  let step: Int
  let count: Int

  /// Replaces each value by the mean of those at most `radius` away, rounded to the nearest.
  func average(_ channels: inout [UInt8], radius: Int) {
    let values = (0..<count).map { Int(channels[start + $0 * step]) }
    func value(_ index: Int) -> Int { values[min(max(index, 0), count - 1)] }

    let size = 2 * radius + 1
    var sum = (-radius...radius).reduce(0) { $0 + value($1) }
    for index in 0..<count {
      channels[start + index * step] = UInt8((2 * sum + size) / (2 * size))
      sum += value(index + radius + 1) - value(index - radius)
    }
  }
}
