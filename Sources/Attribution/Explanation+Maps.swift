public import Imaging

extension Explanation {
  /// What the pixels of a region show in a map.
  public enum MapValue: String, Sendable, Hashable, CaseIterable {
    /// The region's signed gain: a harmful region is negative, one that does nothing is 0.
    case gain
    /// `n` for the first region of the order, 1 for the last.
    case rank
  }

  /// The order as a map of pixels.
  ///
  /// - Parameters:
  ///   - labels: The regions that were explained.
  ///   - value: What the pixels of a region show.
  /// - Returns: H×W values, the same for all pixels of a region, unscaled.
  /// - Precondition: `labels` has the order's regions.
  public func map(over labels: LabelMap, showing value: MapValue) -> ValueGrid {
    switch value {
    case .gain: map(over: labels, ranked: gains)
    case .rank: map(over: labels, ranked: order.indices.map { Double(order.count - $0) })
    }
  }

  /// The map that EAGLE draws and plays the pointing game with, in 0 … 1.
  ///
  /// Down the order, each region lies below the one before by its gain's magnitude, a harmful region's too;
  /// then the map is scaled to 0 … 1. All of it is in 16-bit floats, so regions of little gain may tie.
  ///
  /// - Parameter labels: The regions that were explained.
  /// - Returns: H×W values, or nil when the map is constant: there the reference divides 0 by 0, and scores
  ///   a miss.
  /// - Precondition: `labels` has the order's regions.
  public func referenceMap(over labels: LabelMap) -> ValueGrid? {
    var height = 0.0
    let heights = gains.map { gain in
      height -= gain.magnitude
      return Float16(height)
    }
    let lowest = heights.reduce(.infinity, min)
    let shifted = heights.map { $0 - lowest }
    let highest = shifted.reduce(0, max)
    guard highest > 0, highest.isFinite else { return nil }
    return map(over: labels, ranked: shifted.map { Double($0 / highest) })
  }

  /// Gives each region's pixels the value at its place in the order.
  private func map(over labels: LabelMap, ranked values: [Double]) -> ValueGrid {
    precondition(
      labels.regionCount == order.count,
      "an order of \(order.count) regions is no map of \(labels.regionCount)")
    var valuesByRegion = [Double](repeating: 0, count: order.count)
    for (region, value) in zip(order, values) { valuesByRegion[region] = value }
    return ValueGrid(
      width: labels.width, height: labels.height,
      values: labels.labels.map { valuesByRegion[Int($0)] })
  }
}
