extension SLICO {
  /// What a round found out about the pixels of one cluster.
  struct Total {
    /// The sums of the three planes, of columns and of rows, in the first five lanes.
    var sums = SIMD8<Double>()
    /// The number of pixels.
    var count = 0
    /// The largest remembered color distance of the pixels.
    var largestColorDistance: Float = 0
  }

  /// Up to here every integer is a `Float`, so that sums do not depend on the order of adding.
  static let largestExactSum = 16_777_216.0

  /// Adds the pixels up by cluster.
  ///
  /// Labels come in runs along a row: a run is summed in registers and booked once.
  func sumPixels() -> [Total] {
    var totals = Array(repeating: Total(), count: clusters.count)
    let (firstPlane, secondPlane, thirdPlane) = (planes[0], planes[1], planes[2])
    let (first, second, third) = (firstPlane.span, secondPlane.span, thirdPlane.span)
    let labels = labels.span
    let colorDistances = colorDistances.span
    for y in 0..<height {
      let rowEnd = (y + 1) * width
      var pixel = y * width
      while pixel < rowEnd {
        let label = labels[pixel]
        let start = pixel
        var color = SIMD3<Double>()
        var largest: Float = 0
        repeat {
          color.x += Double(first[pixel])
          color.y += Double(second[pixel])
          color.z += Double(third[pixel])
          largest = max(largest, colorDistances[pixel])
          pixel += 1
        } while pixel < rowEnd && labels[pixel] == label

        let count = pixel - start
        let columnSum = (2 * (start - y * width) + count - 1) * count / 2
        totals[Int(label)].sums += SIMD8(
          color.x, color.y, color.z, Double(columnSum), Double(y * count), 0, 0, 0)
        totals[Int(label)].count += count
        totals[Int(label)].largestColorDistance = max(
          totals[Int(label)].largestColorDistance, largest)
      }
    }
    return totals
  }

  /// Moves clusters whose sums are too large to be exact in `Float` to where OpenCV moves them.
  ///
  /// OpenCV adds in `Float`, column by column: the rounding depends on that order. Eight columns at
  /// a time are first turned upright, because going down a single one misses the cache at each pixel.
  mutating func moveWithRoundedSums(_ indices: Set<Int>) {
    var sums = Array(repeating: SIMD8<Float>(), count: clusters.count)
    var counts = Array(repeating: 0, count: clusters.count)
    let (first, second, third, labels) = (planes[0], planes[1], planes[2], labels)
    var columnLabels = Array(repeating: Int32(0), count: 8 * height)
    var columnColors = Array(repeating: SIMD4<Float>(), count: 8 * height)
    for x in 0..<width {
      if x % 8 == 0 {
        let copied = min(8, width - x)
        for y in 0..<height {
          for column in 0..<copied {
            let pixel = y * width + x + column
            columnLabels[column * height + y] = labels[pixel]
            columnColors[column * height + y] = SIMD4(
              first[pixel], second[pixel], third[pixel], 0)
          }
        }
      }
      let top = x % 8 * height
      for y in 0..<height {
        let label = Int(columnLabels[top + y])
        let color = columnColors[top + y]
        sums[label] += SIMD8(color[0], color[1], color[2], Float(x), Float(y), 0, 0, 0)
        counts[label] += 1
      }
    }
    for index in indices {
      clusters[index].move(to: SIMD8<Double>(sums[index]), count: counts[index])
    }
  }
}
