public import Imaging

extension AttributionMap {
  /// The mean value of each region.
  ///
  /// A region whose pixels are all equal has exactly their value, so that rounding breaks no tie.
  ///
  /// - Parameter labels: The regions of the picture.
  /// - Returns: One mean for each region, by its number.
  /// - Precondition: `labels` has the map's size.
  public func weights(of labels: LabelMap) -> [Double] {
    precondition(
      labels.width == grid.width && labels.height == grid.height,
      "a \(grid.width)x\(grid.height) map has no regions of \(labels.width)x\(labels.height)")
    // Sums are of differences to the region's first value: zero, not nearly zero, in a flat region.
    var firsts = [Double?](repeating: nil, count: labels.regionCount)
    var sums = [Double](repeating: 0, count: labels.regionCount)
    for (label, value) in zip(labels.labels, grid.values) {
      let region = Int(label)
      if let first = firsts[region] {
        sums[region] += value - first
      } else {
        firsts[region] = value
      }
    }
    return (0..<labels.regionCount).map {
      (firsts[$0] ?? 0) + sums[$0] / Double(labels.pixelCounts[$0])
    }
  }

  /// All regions, by descending mean; of equal ones, the lowest number first.
  ///
  /// - Parameter labels: The regions of the picture.
  /// - Returns: A permutation of `0 ..< labels.regionCount`.
  /// - Precondition: `labels` has the map's size.
  public func order(of labels: LabelMap) -> [Int] {
    let weights = weights(of: labels)
    return weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
  }
}
