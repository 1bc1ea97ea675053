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
  /// The plain means over POPE's three splits, as LLaVA's papers quote them; nil unless all three are there.
  public let convention: SplitMeanComparison?

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
    convention = SplitMeanComparison(
      pairs.uniqueProbes().clustered(by: clusterKey), seed: seed)
  }
}

/// The plain means over POPE's three splits in two audits; ``SplitMean`` defines them.
public struct SplitMeanComparison: Sendable, Hashable {
  /// A mean in both audits.
  public struct Difference: Sendable, Hashable {
    /// The mean in the first audit.
    public let before: Double
    /// The mean in the second audit.
    public let after: Double
    /// After less before, with its interval as ``VerdictComparison`` has it.
    public let change: Measure
  }

  /// The mean of the three accuracies.
  public let accuracy: Difference
  /// The mean of the three F1.
  public let f1: Difference

  /// Compares the means of clusters of pairs; nil unless every split has a verdict.
  init?(_ clusters: [[VerdictPair]], seed: UInt64) {
    let before = DrawnSplits(clusters.map { $0.map(\.before) })
    let after = DrawnSplits(clusters.map { $0.map(\.after) })
    let once = clusters.map { _ in 1 }
    let intervals = ClusterResamples(clusterCount: clusters.count, seed: seed).intervals {
      weights in
      zip(before.numbers(weights), after.numbers(weights)).map { one, two in
        one.flatMap { one in two.map { $0 - one } }
      }
    }
    func difference(_ index: Int) -> Difference? {
      guard let one = before.numbers(once)[index], let two = after.numbers(once)[index] else {
        return nil
      }
      let interval = intervals.isEmpty ? nil : intervals[index]
      return Difference(
        before: one, after: two, change: Measure(value: two - one, interval: interval))
    }
    guard let accuracy = difference(0), let f1 = difference(1) else { return nil }
    self.accuracy = accuracy
    self.f1 = f1
  }
}
