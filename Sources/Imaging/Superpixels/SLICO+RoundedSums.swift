extension SLICO {
  /// Moves the clusters to where OpenCV moves them, whose sums are rounded at each pixel.
  mutating func moveToRoundedSums(_ totals: [Total]) {
    var sums = totals.map(\.sums)
    if sums.contains(where: \.isLarge) { sums = columnwiseSums() }
    for index in clusters.indices {
      clusters[index].move(to: sums[index], count: max(totals[index].count, 1))
    }
  }

  /// The sums over each cluster's pixels in `Float`, column by column and down each column: the
  /// rounding depends on that order.
  ///
  /// Sixteen columns at a time are first copied together, because going down a single one of the
  /// picture misses the cache at each pixel.
  private mutating func columnwiseSums() -> [Sums] {
    if columnColors.isEmpty { turnColors() }
    let labels = labels.span.bytes
    var strip = Array(repeating: SIMD16<Int32>(), count: height)
    var sums = Array(repeating: Sums(), count: clusters.count)
    for left in stride(from: 0, to: width, by: 16) {
      for y in 0..<height {
        strip[y] = labels.unsafeLoadUnaligned(
          fromByteOffset: (y * width + left) * 4, as: SIMD16<Int32>.self)
      }
      for column in 0..<min(16, width - left) {
        add(column: left + column, labels: strip.span, lane: column, to: &sums)
      }
    }
    return sums
  }

  /// Adds the pixels of a column from the top down; along a run of one cluster, the sums stay in
  /// registers.
  private func add(
    column x: Int, labels: Span<SIMD16<Int32>>, lane: Int, to sums: inout [Sums]
  ) {
    let colors = columnColors.span.extracting(x * height..<(x + 1) * height)
    var place = SIMD4(Float(x), 0, 0, 0)
    var y = 0
    while y < height {
      let label = labels[y][lane]
      var sum = sums[Int(label)]
      repeat {
        let color = colors[y]
        sum.color += SIMD4(Float(color.x), Float(color.y), Float(color.z), 0)
        sum.place += place
        place += SIMD4(0, 1, 0, 0)
        y += 1
      } while y < height && labels[y][lane] == label
      sums[Int(label)] = sum
    }
  }

  /// Lays the colors out column by column.
  private mutating func turnColors() {
    columnColors = Array(repeating: SIMD4(), count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = y * width + x
        columnColors[x * height + y] = SIMD4(
          UInt8(planes[0][pixel]), UInt8(planes[1][pixel]), UInt8(planes[2][pixel]), 0)
      }
    }
  }
}
