extension ValueGrid {
  /// Stretches or shrinks the grid by bilinear interpolation between the centers of pixels.
  ///
  /// Beyond the outermost centers the border's values go on; nothing is averaged when shrinking. These are
  /// the definitions of OpenCV's `INTER_LINEAR`; its weights are 32-bit, these 64-bit. Between equal values
  /// lies exactly that value, and between others never one outside of them, so no new maximum arises.
  ///
  /// - Parameters:
  ///   - width: The wanted number of columns, at least 1.
  ///   - height: The wanted number of rows, at least 1.
  /// - Returns: H×W values; the grid itself when it has that size. Only finite values mix in a useful way.
  public func resized(width: Int, height: Int) -> ValueGrid {
    precondition(width > 0 && height > 0, "a grid of \(width)x\(height) pixels has no content")
    if width == self.width && height == self.height { return self }
    let columns = (0..<width).map { Sample(of: $0, outOf: width, from: self.width) }
    let rows = (0..<height).map { Sample(of: $0, outOf: height, from: self.height) }
    let resized = [Double](unsafeUninitializedCapacity: width * height) { target, count in
      values.withUnsafeBufferPointer { source in
        for (y, row) in rows.enumerated() {
          let upper = row.first * self.width
          let lower = row.second * self.width
          for (x, column) in columns.enumerated() {
            target[y * width + x] = row.mix(
              column.mix(source[upper + column.first], source[upper + column.second]),
              column.mix(source[lower + column.first], source[lower + column.second]))
          }
        }
      }
      count = width * height
    }
    return ValueGrid(width: width, height: height, values: resized)
  }
}

/// The two neighbors that a new row or column lies between, and how near the second is.
private struct Sample {
  let first: Int
  let second: Int
  /// The second one's weight, in 0 ..< 1.
  let weight: Double

  /// Where the center of pixel `index` of `count` falls among `sourceCount` pixels.
  init(of index: Int, outOf count: Int, from sourceCount: Int) {
    let position = (Double(index) + 0.5) * (Double(sourceCount) / Double(count)) - 0.5
    let inside = max(0, min(position, Double(sourceCount - 1)))
    first = Int(inside)
    second = min(first + 1, sourceCount - 1)
    weight = inside - Double(first)
  }

  /// The value between two others; rounding never takes it out of their range.
  func mix(_ a: Double, _ b: Double) -> Double {
    let between = a * (1 - weight) + b * weight
    return max(min(a, b), min(between, max(a, b)))
  }
}
