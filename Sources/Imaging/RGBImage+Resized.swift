extension RGBImage {
  /// The picture scaled to another size by bicubic convolution; every source pixel counts when it shrinks.
  ///
  /// Keys' cubic with a = -0.5, widened by the scale when shrinking, along rows, then along columns, rounded to
  /// 8 bits after each: what Pillow's `BICUBIC` does, and with it the preprocessors of most models. Values
  /// differ from Pillow's by at most 1, for its weights are rounded.
  ///
  /// - Parameters:
  ///   - width: The wanted number of columns, at least 1.
  ///   - height: The wanted number of rows, at least 1.
  /// - Returns: The scaled picture; the picture itself when it has that size.
  public func resized(width: Int, height: Int) -> RGBImage {
    precondition(width > 0 && height > 0, "an image of \(width)x\(height) pixels has no content")
    if width == self.width && height == self.height { return self }
    let columns = CubicSample.all(of: width, from: self.width)
    let rows = CubicSample.all(of: height, from: self.height)
    let wide = [UInt8](unsafeUninitializedCapacity: width * self.height * 3) { target, count in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<self.height {
          let row = y * self.width * 3
          for (x, sample) in columns.enumerated() {
            sample.mix(source, from: row, step: 3, into: target, at: (y * width + x) * 3)
          }
        }
      }
      count = width * self.height * 3
    }
    let scaled = [UInt8](unsafeUninitializedCapacity: width * height * 3) { target, count in
      wide.withUnsafeBufferPointer { source in
        for (y, sample) in rows.enumerated() {
          for x in 0..<width {
            sample.mix(source, from: x * 3, step: width * 3, into: target, at: (y * width + x) * 3)
          }
        }
      }
      count = width * height * 3
    }
    return RGBImage(width: width, height: height, pixels: scaled)
  }

  /// The picture with black rows below it and black columns at its right, as many as are wanted.
  ///
  /// The picture keeps its place at the top left, so that coordinates in it stay what they were.
  ///
  /// - Precondition: The wanted size is not smaller than the picture.
  func padded(width: Int, height: Int) -> RGBImage {
    precondition(
      width >= self.width && height >= self.height,
      "\(self.width)x\(self.height) pixels do not fit in \(width)x\(height)")
    var padded = [UInt8](repeating: 0, count: width * height * 3)
    for y in 0..<self.height {
      let row = y * self.width * 3
      padded.replaceSubrange(
        y * width * 3..<(y * width + self.width) * 3, with: pixels[row..<row + self.width * 3])
    }
    return RGBImage(width: width, height: height, pixels: padded)
  }
}

/// The source pixels that a new row or column is made of, with their weights.
private struct CubicSample {
  let first: Int
  /// One for each source pixel from `first` on; together 1.
  let weights: [Double]

  static func all(of count: Int, from sourceCount: Int) -> [CubicSample] {
    (0..<count).map { CubicSample(of: $0, outOf: count, from: sourceCount) }
  }

  private init(of index: Int, outOf count: Int, from sourceCount: Int) {
    let scale = Double(sourceCount) / Double(count)
    let widening = max(scale, 1)
    let center = (Double(index) + 0.5) * scale
    let first = max(0, Int(center - 2 * widening + 0.5))
    let end = min(sourceCount, Int(center + 2 * widening + 0.5))
    let raw = (first..<end).map { Self.cubic((Double($0) + 0.5 - center) / widening) }
    let sum = raw.reduce(0, +)
    self.first = first
    weights = raw.map { $0 / sum }
  }

  /// Keys' kernel with a = -0.5 (IEEE TASSP 29, 1981, equation 15).
  private static func cubic(_ distance: Double) -> Double {
    let x = abs(distance)
    if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
  }

  /// Mixes one pixel's three channels.
  func mix(
    _ source: UnsafeBufferPointer<UInt8>, from start: Int, step: Int,
    into target: UnsafeMutableBufferPointer<UInt8>, at place: Int
  ) {
    var (red, green, blue) = (0.5, 0.5, 0.5)
    var pixel = start + first * step
    for weight in weights {
      red += weight * Double(source[pixel])
      green += weight * Double(source[pixel + 1])
      blue += weight * Double(source[pixel + 2])
      pixel += step
    }
    target[place] = UInt8(max(0, min(red, 255)))
    target[place + 1] = UInt8(max(0, min(green, 255)))
    target[place + 2] = UInt8(max(0, min(blue, 255)))
  }
}
