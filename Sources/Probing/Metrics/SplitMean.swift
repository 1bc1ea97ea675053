/// The plain mean over POPE's three splits: the "LLaVA convention".
///
/// LLaVA's papers, and many after them, call the mean of the three F1 "POPE". It counts the shared positives
/// three times; that is a convention and no harm to the mean, but the three are not independent, so the interval
/// draws each cluster for all three splits at once.
public struct SplitMean: Sendable, Hashable {
  /// The mean of the three accuracies.
  public let accuracy: Measure
  /// The mean of the three F1; a split without a yes, said or labeled, counts as 0.
  public let f1: Measure

  /// Computes both, or returns nil unless the verdicts have all three of POPE's splits.
  init?(_ verdicts: [Verdict], seed: UInt64, clusterKey: ClusterKey) {
    let clusters = Dictionary(grouping: verdicts.uniqueProbes(), by: clusterKey.cluster)
      .sorted { $0.key < $1.key }.map(\.value)
    let drawn = DrawnSplits(clusters)
    let values = drawn.numbers(clusters.map { _ in 1 })
    guard let accuracy = values[0], let f1 = values[1] else { return nil }
    let intervals = ClusterResamples(clusterCount: clusters.count, seed: seed)
      .intervals(drawn.numbers)
    self.accuracy = Measure(value: accuracy, interval: intervals.first ?? nil)
    self.f1 = Measure(value: f1, interval: intervals.last ?? nil)
  }
}

/// The counts of POPE's three splits, cluster by cluster, for the means of any draw of the clusters.
struct DrawnSplits {
  private let clusters: [[ConfusionTable]]

  init(_ clusters: [[Verdict]]) {
    self.clusters = clusters.map { verdicts in
      Probe.popeSplits.map { split in
        ConfusionTable(verdicts.filter { $0.splits.contains(split) })
      }
    }
  }

  /// The means of the three accuracies and of the three F1 where each cluster is drawn so often; nil unless every split
  /// has a verdict.
  func numbers(_ weights: [Int]) -> [Double?] {
    var tables = Probe.popeSplits.map { _ in ConfusionTable([]) }
    for (cluster, weight) in zip(clusters, weights) where weight > 0 {
      for index in tables.indices { tables[index].add(cluster[index], weight: weight) }
    }
    guard tables.allSatisfy({ $0.count > 0 }) else { return [nil, nil] }
    let accuracies = tables.map { Double($0.correct) / Double($0.count) }
    let f1s = tables.map { table in
      Double(2 * table.truePositives) / Double(max(table.saidYes + table.labeledYes, 1))
    }
    return [accuracies, f1s].map { $0.reduce(0, +) / Double($0.count) }
  }
}
