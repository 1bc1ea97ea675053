extension SLICO {
  /// What a round found out about the pixels of one cluster.
  ///
  /// Sums are integers, so that they do not depend on the order of adding.
  struct Total {
    /// The sums of the three planes, in units of 1 / `colorUnits`.
    private(set) var colorSums = SIMD4<Int64>()
    /// The sum of columns.
    private(set) var columnSum = 0
    /// The sum of rows.
    private(set) var rowSum = 0
    /// The number of pixels.
    private(set) var count = 0
    /// The largest remembered color distance of the pixels.
    private(set) var largestColorDistance: Float = 0

    /// Every value of a plane is a multiple of 2^-24: OpenCV's are integers; L, a and b are multiples
    /// of 4 times numbers from 4/29 to 1 in `Float`, whose last bit stands for 2^-26 there or more.
    static let colorUnits = 16_777_216.0

    /// Adds neighboring pixels of a row, whose colors sum up to `color`.
    mutating func add(color: SIMD3<Double>, columns: Range<Int>, row: Int, colorDistance: Float) {
      let color = color * Total.colorUnits
      colorSums &+= SIMD4(Int64(color.x), Int64(color.y), Int64(color.z), 0)
      columnSum += (columns.lowerBound + columns.upperBound - 1) * columns.count / 2
      rowSum += row * columns.count
      count += columns.count
      largestColorDistance = max(largestColorDistance, colorDistance)
    }

    /// The sums of the three planes, of columns and of rows, each rounded once.
    var sums: Sums {
      let color =
        SIMD4<Double>(
          Double(colorSums.x), Double(colorSums.y), Double(colorSums.z), 0) / Total.colorUnits
      return Sums(color: SIMD4<Float>(color), place: SIMD4(Float(columnSum), Float(rowSum), 0, 0))
    }
  }

  /// The sums of a cluster's pixels in `Float`.
  struct Sums {
    /// The sums of the three planes, then 0.
    var color = SIMD4<Float>()
    /// The sums of columns and of rows, then zeros.
    var place = SIMD4<Float>()

    /// Up to here every integer is a `Float`, so that sums do not depend on the order of adding.
    private static let largestExact: Float = 16_777_216

    /// Whether a sum may be another when it is rounded at every addition.
    var isLarge: Bool { max(color.max(), place.max()) > Sums.largestExact }
  }
}
