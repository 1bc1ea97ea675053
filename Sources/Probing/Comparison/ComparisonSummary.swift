/// Two audits compared per split, and on all their probes together.
public struct ComparisonSummary: Sendable, Hashable {
  /// The comparison of one split.
  public struct Split: Sendable, Hashable {
    /// The split's name.
    public let name: String
    /// Its comparison.
    public let comparison: VerdictComparison
  }

  /// All probes, every image and question once.
  public let pooled: VerdictComparison
  /// Random, popular, adversarial, then any other split by name; empty when no probe names a split.
  public let splits: [Split]

  /// Compares pairs of verdicts.
  ///
  /// - Parameters:
  ///   - pairs: The pairs, in any order.
  ///   - seed: The seed of the bootstrap.
  ///   - clusterKey: What goes together in the intervals.
  public init(_ pairs: [VerdictPair], seed: UInt64, clusterKey: ClusterKey = .image) {
    pooled = VerdictComparison(pairs, seed: seed, clusterKey: clusterKey)
    splits = Probe.ordered(splits: Set(pairs.flatMap(\.before.splits))).map { name in
      Split(
        name: name,
        comparison: VerdictComparison(
          pairs.filter { $0.before.splits.contains(name) }, seed: seed, clusterKey: clusterKey))
    }
  }
}
