/// The bootstrap over clusters for any number that is computed from counts of how often a cluster was drawn.
struct ClusterResamples {
  private let clusterCount: Int
  private let seed: UInt64

  /// Makes resamples of that many clusters; one seed draws the same ones as ``ConfidenceInterval/clusterBootstrap(_:seed:)``.
  init(clusterCount: Int, seed: UInt64) {
    self.clusterCount = clusterCount
    self.seed = seed
  }

  /// The percentile intervals of some numbers.
  ///
  /// - Parameter statistics: The numbers of one resample, given how often each cluster is in it; nil where a
  ///   number is not defined.
  /// - Returns: for each number its interval, or nil when there is one cluster, or it was never defined.
  func intervals(_ statistics: ([Int]) -> [Double?]) -> [ConfidenceInterval?] {
    guard clusterCount > 1 else { return [] }
    var generator = SplitMix64(seed: seed)
    var values: [[Double]] = []
    for _ in 0..<ConfidenceInterval.resampleCount {
      var weights = [Int](repeating: 0, count: clusterCount)
      for _ in 0..<clusterCount { weights[generator.index(below: clusterCount)] += 1 }
      let numbers = statistics(weights)
      if values.isEmpty { values = numbers.map { _ in [] } }
      for (index, number) in numbers.enumerated() {
        if let number { values[index].append(number) }
      }
    }
    return values.map { values in
      guard !values.isEmpty else { return nil }
      let sorted = values.sorted()
      return ConfidenceInterval(
        low: ConfidenceInterval.quantile(0.025, ofSorted: sorted),
        high: ConfidenceInterval.quantile(0.975, ofSorted: sorted),
        method: .clusterBootstrap(
          resamples: ConfidenceInterval.resampleCount,
          degenerate: ConfidenceInterval.resampleCount - values.count, seed: seed))
    }
  }
}
