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
  /// - Returns: for each number its interval; nil when it was never defined, or is the same in all resamples, which says
  ///   nothing about how far it may be off; none at all of one cluster.
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
      let (low, high) = (
        ConfidenceInterval.quantile(0.025, ofSorted: sorted),
        ConfidenceInterval.quantile(0.975, ofSorted: sorted)
      )
      guard low < high else { return nil }
      return ConfidenceInterval(
        low: low, high: high,
        method: .clusterBootstrap(
          resamples: ConfidenceInterval.resampleCount,
          degenerate: ConfidenceInterval.resampleCount - values.count, seed: seed))
    }
  }
}
