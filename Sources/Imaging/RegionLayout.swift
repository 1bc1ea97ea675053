/// Where the regions of one image lie: how large each is, where its middle is, what it touches.
///
/// This is what a search needs to know of an image, without its pixels.
public struct RegionLayout: Sendable, Hashable {
  /// A place in the image, in pixels: the middle of the top left pixel is (0, 0).
  public struct Point: Sendable, Hashable {
    /// The distance from the left, in pixels.
    public let x: Double
    /// The distance from the top, in pixels.
    public let y: Double

    /// Makes a point from its coordinates in pixels.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The number of columns of the image.
  public let width: Int
  /// The number of rows of the image.
  public let height: Int
  /// The number of pixels of each region.
  public let pixelCounts: [Int]
  /// The mean position of each region's pixels.
  public let centroids: [RegionLayout.Point]
  /// For each region, the regions that share a pixel edge with it, ascending and without itself.
  public let neighbors: [[Int]]

  /// Makes a layout from its parts, for images that exist only as numbers.
  ///
  /// - Precondition: the three arrays have one entry a region.
  public init(
    width: Int, height: Int, pixelCounts: [Int], centroids: [Point], neighbors: [[Int]]
  ) {
    precondition(
      centroids.count == pixelCounts.count && neighbors.count == pixelCounts.count,
      "\(pixelCounts.count) pixel counts, \(centroids.count) centroids and \(neighbors.count) "
        + "neighbor lists do not describe the same regions")
    self.width = width
    self.height = height
    self.pixelCounts = pixelCounts
    self.centroids = centroids
    self.neighbors = neighbors
  }

  /// The number of regions.
  public var regionCount: Int { pixelCounts.count }

  /// The number of pixels that the set covers.
  public func pixelCount(of set: RegionSet) -> Int {
    set.regions.reduce(0) { $0 + pixelCounts[$1] }
  }

  /// The share of the image that the set covers, in 0 … 1.
  public func areaFraction(of set: RegionSet) -> Double {
    Double(pixelCount(of: set)) / Double(width * height)
  }
}

extension RegionLayout {
  /// Measures the regions of a partition; two regions are neighbors when they share a pixel edge.
  ///
  /// The cost is linear in pixels.
  public init(_ labels: LabelMap) {
    let (width, height) = (labels.width, labels.height)
    var neighbors = Array(repeating: Set<Int>(), count: labels.regionCount)

    func touch(_ first: Int, _ second: Int) {
      guard first != second else { return }
      neighbors[first].insert(second)
      neighbors[second].insert(first)
    }

    for y in 0..<height {
      for x in 0..<width {
        let pixel = y * width + x
        let label = Int(labels.labels[pixel])
        if x > 0 { touch(Int(labels.labels[pixel - 1]), label) }
        if y > 0 { touch(Int(labels.labels[pixel - width]), label) }
      }
    }
    self.init(
      width: width, height: height, pixelCounts: labels.pixelCounts,
      centroids: labels.centroids(), neighbors: neighbors.map { $0.sorted() })
  }
}

extension LabelMap {
  /// The mean position of each region's pixels.
  ///
  /// The cost is linear in pixels.
  public func centroids() -> [RegionLayout.Point] {
    var columnSums = Array(repeating: 0, count: regionCount)
    var rowSums = columnSums
    forEachRun { region, columns, row in
      columnSums[region] += (columns.lowerBound + columns.upperBound - 1) * columns.count / 2
      rowSums[region] += row * columns.count
    }
    return pixelCounts.indices.map { region in
      let count = Double(pixelCounts[region])
      return RegionLayout.Point(
        x: Double(columnSums[region]) / count, y: Double(rowSums[region]) / count)
    }
  }
}
