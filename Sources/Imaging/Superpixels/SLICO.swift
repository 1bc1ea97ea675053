/// The state of one SLICO clustering: k-means over color and place, where each cluster sees only the
/// pixels near it and measures color by the largest color distance it has met.
///
/// The distance of a pixel from a cluster is `color² / scale + place² / placeScale`, all in `Float`.
package struct SLICO {
  /// The middle of a cluster.
  package struct Cluster {
    /// The column of the middle.
    package var x: Float
    /// The row of the middle.
    package var y: Float
    /// The mean color: the three planes' values, then 0.
    package var color: SIMD4<Float>
    /// The largest squared color distance met so far: what color distances are divided by.
    package var scale: Float
  }

  /// Where two implementations differ that both call themselves SLICO.
  package enum Rules {
    /// The authors' algorithm: a cluster's scale comes from the pixels that it won.
    case published
    /// OpenCV's: a pixel remembers its color distance from the last cluster that looked at it, won
    /// or not; an emptied cluster becomes black and goes to the corner; sums are rounded to `Float`.
    case opencv
  }

  /// The number of columns.
  package let width: Int
  /// The number of rows.
  package let height: Int
  /// Three planes of color, row-major, each with `padding` zeros after the last pixel.
  package let planes: [[Float]]
  /// Whose algorithm this is.
  package let rules: Rules
  /// The square of the distance between seeds, in pixels.
  package let spacingSquared: Float
  /// What squared distances of places are divided by: `spacingSquared`, or less for compact regions.
  package let placeScale: Float
  /// How many columns and rows a cluster sees to each side.
  package let reach: (columns: Int, rows: Int)
  /// The clusters, in the order in which they look at the pixels.
  package var clusters: [Cluster]
  /// The cluster of each pixel, then padding.
  package var labels: [Int32]
  /// Each pixel's remembered squared color distance, then padding.
  var colorDistances: [Float]
  /// The colors column by column, once they are needed.
  var columnColors: [SIMD4<UInt8>] = []

  /// The vector loops may read, and write back unchanged, so many elements past the last pixel.
  package static let padding = 15

  init(
    width: Int, height: Int, planes: [[Float]], rules: Rules, spacingSquared: Float,
    compactness: Double, reach: (columns: Int, rows: Int), clusters: [Cluster]
  ) {
    self.width = width
    self.height = height
    self.planes = planes
    self.rules = rules
    self.spacingSquared = spacingSquared
    self.placeScale = spacingSquared / Float(compactness)
    self.reach = reach
    self.clusters = clusters
    let count = width * height + SLICO.padding
    self.labels = Array(repeating: 0, count: count)
    self.colorDistances = Array(repeating: .greatestFiniteMagnitude, count: count)
  }

  /// Assigns pixels and moves clusters, so many times.
  package mutating func run(rounds: Int) {
    guard !clusters.isEmpty else { return }
    for round in 0..<rounds {
      let totals = assignPixels()
      raiseScales(totals, isFirstRound: round == 0)
      switch rules {
      case .published:
        for (index, total) in totals.enumerated() where total.count > 0 {
          clusters[index].move(to: total.sums, count: total.count)
        }
      case .opencv:
        moveToRoundedSums(totals)
      }
    }
  }

  /// Lets every cluster remember the largest color distance that it has met.
  private mutating func raiseScales(_ totals: [Total], isFirstRound: Bool) {
    let smallest: Float = rules == .published ? 1 : .leastNormalMagnitude
    for (index, total) in totals.enumerated() {
      // The seeds' scale was a guess for the first round only.
      let floor = isFirstRound ? smallest : clusters[index].scale
      clusters[index].scale = max(floor, total.largestColorDistance)
    }
  }
}

extension SLICO.Cluster {
  /// Goes to the mean of so many pixels.
  mutating func move(to sums: SLICO.Sums, count: Int) {
    let count = Float(count)
    color = sums.color / count
    x = sums.place.x / count
    y = sums.place.y / count
  }
}
