/// A partition of an image into regions: every pixel carries the number of its region.
public struct LabelMap: Sendable, Hashable {
  /// The number of columns, at least 1.
  public let width: Int
  /// The number of rows, at least 1.
  public let height: Int
  /// H×W region numbers, row-major, each in `0 ..< regionCount`.
  public let labels: [Int32]
  /// The number of pixels of each region, every one at least 1.
  public let pixelCounts: [Int]

  /// The number of regions.
  public var regionCount: Int { pixelCounts.count }

  /// Makes a partition from its labels.
  ///
  /// - Precondition: `labels.count == width * height`, and the labels are `0 ..< n` with none left out.
  public init(width: Int, height: Int, labels: [Int32]) {
    precondition(
      width > 0 && height > 0 && labels.count == width * height,
      "\(labels.count) labels do not fill \(width)x\(height) pixels")
    var counts: [Int] = []
    for label in labels {
      precondition(label >= 0 && Int(label) < labels.count, "label \(label) is out of range")
      while counts.count <= Int(label) { counts.append(0) }
      counts[Int(label)] += 1
    }
    precondition(counts.allSatisfy { $0 > 0 }, "a region of the label map has no pixel")
    self.width = width
    self.height = height
    self.labels = labels
    self.pixelCounts = counts
  }

  /// The number of pixels that the set covers.
  public func pixelCount(of set: RegionSet) -> Int {
    set.regions.reduce(0) { $0 + pixelCounts[$1] }
  }

  /// The share of the image that the set covers, in 0 … 1.
  public func areaFraction(of set: RegionSet) -> Double {
    Double(pixelCount(of: set)) / Double(width * height)
  }
}
