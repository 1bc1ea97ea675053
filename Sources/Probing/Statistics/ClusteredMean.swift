/// The mean of some values that come several to an image, with its interval.
public struct ClusteredMean: Sendable, Hashable {
  /// The mean over all values.
  public let value: Double
  /// The number of values, at least 1.
  public let count: Int
  /// The number of images that they come from.
  public let imageCount: Int
  /// The 95 % percentile bootstrap over images; nil when there is one image only, whose spread is not known.
  public let interval: ConfidenceInterval?

  /// Averages values; nil of none.
  ///
  /// Images are drawn with replacement ``ConfidenceInterval/resampleCount`` times, and each draw averages all
  /// values of its images. One seed draws the same images for every mean over the same images.
  ///
  /// - Parameters:
  ///   - values: The values with the images that they come from.
  ///   - seed: The seed of the draws.
  public init?(_ values: [(image: String, value: Double)], seed: UInt64) {
    guard !values.isEmpty else { return nil }
    var clusters: [String: (sum: Double, count: Int)] = [:]
    for (image, value) in values {
      clusters[image, default: (0, 0)].sum += value
      clusters[image, default: (0, 0)].count += 1
    }
    let images = clusters.sorted { $0.key < $1.key }.map(\.value)
    let value = values.reduce(0) { $0 + $1.value } / Double(values.count)
    self.value = value
    count = values.count
    imageCount = images.count
    guard images.count > 1 else {
      interval = nil
      return
    }
    var generator = SplitMix64(seed: seed)
    var means: [Double] = []
    for _ in 0..<ConfidenceInterval.resampleCount {
      var (sum, count) = (0.0, 0)
      for _ in images {
        let drawn = images[generator.index(below: images.count)]
        sum += drawn.sum
        count += drawn.count
      }
      means.append(sum / Double(count))
    }
    means.sort()
    interval = ConfidenceInterval(
      low: ConfidenceInterval.quantile(0.025, ofSorted: means),
      high: ConfidenceInterval.quantile(0.975, ofSorted: means),
      method: .clusterBootstrap(
        resamples: ConfidenceInterval.resampleCount, degenerate: 0, seed: seed))
  }
}
