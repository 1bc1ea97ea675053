// The one loop of this module that vector instructions pay for: see the numbers in the commit.

extension SLICO {
  /// Gives every pixel to the nearest of the clusters that see it; ties go to the earlier cluster.
  ///
  /// A pixel that no cluster sees keeps its label.
  mutating func assignPixels() {
    for index in distances.indices { distances[index] = .greatestFiniteMagnitude }
    for index in clusters.indices {
      SLICO.offerPixels(
        to: clusters[index], label: Int32(index), within: window(of: clusters[index]),
        planes: planes, width: width, spacingSquared: spacingSquared,
        remembersWinner: rules == .published, labels: &labels, distances: &distances,
        colorDistances: &colorDistances)
    }
  }

  /// The pixels that a cluster sees.
  private func window(of cluster: Cluster) -> (columns: Range<Int>, rows: Range<Int>) {
    let (x, y) = (Int(cluster.x), Int(cluster.y))
    return (
      max(0, x - reach.columns)..<min(width, x + reach.columns),
      max(0, y - reach.rows)..<min(height, y + reach.rows)
    )
  }

  /// Lets one cluster take the pixels to which it is nearer than those that looked before.
  ///
  /// The loop takes eight columns at a time. The last eight may stick out of the window, into the
  /// next row or the padding: what lies outside is loaded, masked, and stored back as it was.
  private static func offerPixels(
    to cluster: Cluster, label: Int32, within window: (columns: Range<Int>, rows: Range<Int>),
    planes: [[Float]], width: Int, spacingSquared: Float, remembersWinner: Bool,
    labels: inout [Int32], distances: inout [Float], colorDistances: inout [Float]
  ) {
    let (firstPlane, secondPlane, thirdPlane) = (planes[0], planes[1], planes[2])
    let first = firstPlane.span.bytes
    let second = secondPlane.span.bytes
    let third = thirdPlane.span.bytes
    var labelSpan = labels.mutableSpan
    var labelBytes = labelSpan.mutableBytes
    var distanceSpan = distances.mutableSpan
    var distanceBytes = distanceSpan.mutableBytes
    var colorSpan = colorDistances.mutableSpan
    var colorBytes = colorSpan.mutableBytes
    let lanes = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    let columnsEnd = Float(window.columns.upperBound)

    for y in window.rows {
      let rowOffset = Float(y) - cluster.y
      for x in stride(from: window.columns.lowerBound, to: window.columns.upperBound, by: 8) {
        let byte = (y * width + x) * 4
        let columns = lanes + Float(x)
        let isInside = columns .< columnsEnd

        let firstOffset = first.floats(at: byte) - cluster.color[0]
        let secondOffset = second.floats(at: byte) - cluster.color[1]
        let thirdOffset = third.floats(at: byte) - cluster.color[2]
        let colorDistance =
          firstOffset * firstOffset + secondOffset * secondOffset + thirdOffset * thirdOffset
        let columnOffset = columns - cluster.x
        let placeDistance = columnOffset * columnOffset + rowOffset * rowOffset
        let distance = colorDistance / cluster.scale + placeDistance / spacingSquared

        var best = distanceBytes.bytes.floats(at: byte)
        let wins = (distance .< best) .& isInside
        best.replace(with: distance, where: wins)
        distanceBytes.storeBytes(of: best, toByteOffset: byte, as: SIMD8<Float>.self)

        var winners = labelBytes.bytes.labels(at: byte)
        winners.replace(with: label, where: wins)
        labelBytes.storeBytes(of: winners, toByteOffset: byte, as: SIMD8<Int32>.self)

        var remembered = colorBytes.bytes.floats(at: byte)
        remembered.replace(with: colorDistance, where: remembersWinner ? wins : isInside)
        colorBytes.storeBytes(of: remembered, toByteOffset: byte, as: SIMD8<Float>.self)
      }
    }
  }
}

extension RawSpan {
  /// Eight neighboring numbers; traps when they do not all lie in the span.
  @inline(__always)
  fileprivate func floats(at byte: Int) -> SIMD8<Float> {
    unsafeLoadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
  }

  /// Eight neighboring labels; traps when they do not all lie in the span.
  @inline(__always)
  fileprivate func labels(at byte: Int) -> SIMD8<Int32> {
    unsafeLoadUnaligned(fromByteOffset: byte, as: SIMD8<Int32>.self)
  }
}
