// The unsafe code of this module: the two loops over all pixels of a round, which vector instructions
// pay for. See the numbers in the commits.

extension SLICO {
  /// Runs `body` on the pixels, row by row as it likes.
  mutating func withRows<Result>(_ body: (SLICORows) -> Result) -> Result {
    let (first, second, third) = (planes[0], planes[1], planes[2])
    let (width, placeScale, rules) = (width, placeScale, rules)
    return first.withUnsafeBytes { first in
      second.withUnsafeBytes { second in
        third.withUnsafeBytes { third in
          labels.withUnsafeMutableBytes { labels in
            colorDistances.withUnsafeMutableBytes { colorDistances in
              body(
                SLICORows(
                  width: width, placeScale: placeScale, rules: rules, first: first, second: second,
                  third: third, labels: labels, colorDistances: colorDistances))
            }
          }
        }
      }
    }
  }
}

/// The pixels of a clustering.
struct SLICORows {
  /// The number of columns.
  let width: Int
  /// What squared distances of places are divided by.
  let placeScale: Float
  /// Whose algorithm this is.
  let rules: SLICO.Rules
  /// The planes of color, as `Float`, padded.
  let first: UnsafeRawBufferPointer
  let second: UnsafeRawBufferPointer
  let third: UnsafeRawBufferPointer
  /// The cluster of each pixel, as `Int32`, padded.
  let labels: UnsafeMutableRawBufferPointer
  /// The remembered squared color distance of each pixel, as `Float`, padded.
  let colorDistances: UnsafeMutableRawBufferPointer

  /// Gives the pixels of a row to the nearest of the clusters that see them.
  func assign(row y: Int, to viewers: BlockViewers) {
    switch rules {
    case .published: assign(row: y, to: viewers, remembersWinner: true)
    case .opencv: assign(row: y, to: viewers, remembersWinner: false)
    }
  }

  /// Eight columns at a time stay in registers while one cluster after the other looks at them.
  ///
  /// The last eight may stick out of the row, into the next one or the padding: what lies outside is
  /// loaded, masked, and stored back as it was.
  @inline(__always)
  private func assign(row y: Int, to viewers: BlockViewers, remembersWinner: Bool) {
    let starts = viewers.starts.span
    let clusters = viewers.clusters.span
    let sights = viewers.sights.span
    for block in 0..<starts.count - 1 {
      let byte = (y * width + block * 8) * 4
      let columns = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7) + Float(block * 8)
      let firsts = first.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      let seconds = second.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      let thirds = third.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      var best = SIMD8<Float>(repeating: .greatestFiniteMagnitude)
      var winners = labels.loadUnaligned(fromByteOffset: byte, as: SIMD8<Int32>.self)
      var remembered = colorDistances.loadUnaligned(fromByteOffset: byte, as: SIMD8<Float>.self)
      for index in starts[block]..<starts[block + 1] {
        let label = clusters[index]
        let sight = sights[Int(label)]
        let cluster = sight.cluster

        let firstOffset = firsts - cluster.color[0]
        let secondOffset = seconds - cluster.color[1]
        let thirdOffset = thirds - cluster.color[2]
        let colorDistance =
          firstOffset * firstOffset + secondOffset * secondOffset + thirdOffset * thirdOffset
        let columnOffset = columns - cluster.x
        let rowOffset = Float(y) - cluster.y
        let placeDistance = columnOffset * columnOffset + rowOffset * rowOffset
        let distance = colorDistance / cluster.scale + placeDistance / placeScale

        let isInside =
          Lanes(columns .>= Float(sight.columns.lowerBound))
          & Lanes(columns .< Float(sight.columns.upperBound))
        let wins = Lanes(distance .< best) & isInside
        best = wins.choose(distance, else: best)
        winners = wins.choose(SIMD8(repeating: label), else: winners)
        remembered = (remembersWinner ? wins : isInside).choose(colorDistance, else: remembered)
      }
      labels.storeBytes(of: winners, toByteOffset: byte, as: SIMD8<Int32>.self)
      colorDistances.storeBytes(of: remembered, toByteOffset: byte, as: SIMD8<Float>.self)
    }
  }

  /// Adds a row's pixels to the totals of their clusters.
  ///
  /// Labels come in runs along a row: a run is summed in registers, four pixels at a time, and booked
  /// once.
  func add(row y: Int, to totals: inout [SLICO.Total]) {
    let (rowStart, rowEnd) = (y * width, (y + 1) * width)
    var pixel = rowStart
    while pixel < rowEnd {
      let start = pixel
      let label = labels.load(fromByteOffset: pixel * 4, as: Int32.self)
      var (firsts, seconds, thirds) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
      var largests = SIMD4<Float>()
      while pixel + 4 <= rowEnd {
        let byte = pixel * 4
        let four = labels.loadUnaligned(fromByteOffset: byte, as: SIMD4<Int32>.self)
        guard four == SIMD4(repeating: label) else { break }
        firsts += SIMD4(first.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self))
        seconds += SIMD4(second.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self))
        thirds += SIMD4(third.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self))
        let distances = colorDistances.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self)
        largests.replace(with: distances, where: distances .> largests)
        pixel += 4
      }
      var color = SIMD3(firsts.sum(), seconds.sum(), thirds.sum())
      var largest = max(max(largests[0], largests[1]), max(largests[2], largests[3]))
      while pixel < rowEnd, labels.load(fromByteOffset: pixel * 4, as: Int32.self) == label {
        let byte = pixel * 4
        color.x += Double(first.load(fromByteOffset: byte, as: Float.self))
        color.y += Double(second.load(fromByteOffset: byte, as: Float.self))
        color.z += Double(third.load(fromByteOffset: byte, as: Float.self))
        largest = max(largest, colorDistances.load(fromByteOffset: byte, as: Float.self))
        pixel += 1
      }
      totals[Int(label)].add(
        color: color, columns: start - rowStart..<pixel - rowStart, row: y, colorDistance: largest)
    }
  }
}

/// Which of eight lanes are on, as all bits or none: a choice then costs three instructions.
private struct Lanes {
  private let bits: SIMD8<Int32>

  @inline(__always)
  init(_ mask: SIMDMask<SIMD8<Int32>>) { bits = unsafeBitCast(mask, to: SIMD8<Int32>.self) }

  @inline(__always)
  private init(bits: SIMD8<Int32>) { self.bits = bits }

  @inline(__always)
  static func & (left: Lanes, right: Lanes) -> Lanes { Lanes(bits: left.bits & right.bits) }

  @inline(__always)
  func choose(_ value: SIMD8<Int32>, else other: SIMD8<Int32>) -> SIMD8<Int32> {
    (value & bits) | (other & ~bits)
  }

  @inline(__always)
  func choose(_ value: SIMD8<Float>, else other: SIMD8<Float>) -> SIMD8<Float> {
    let chosen = choose(
      unsafeBitCast(value, to: SIMD8<Int32>.self), else: unsafeBitCast(other, to: SIMD8<Int32>.self)
    )
    return unsafeBitCast(chosen, to: SIMD8<Float>.self)
  }
}
