/// How far the first token's p(yes) can be taken at its word: p(yes) = P(yes) / (P(yes) + P(no)).
///
/// Only exact probabilities are used: where the server did not list an answer its p(yes) is but a bound, and
/// counts in ``boundedCount``.
public struct Calibration: Sendable, Hashable {
  /// One of ten equally wide ranges of p(yes).
  public struct Bin: Sendable, Hashable {
    /// The verdicts in it.
    public let count: Int
    /// Their mean p(yes); nil of none.
    public let meanYes: Double?
    /// The share of them that is labeled yes; nil of none.
    public let labeledYes: Double?
  }

  /// How many verdicts have an exact p(yes).
  public let count: Int
  /// How many have a p(yes) that is only bounded.
  public let boundedCount: Int
  /// The area under the ROC curve, ties counting half; nil when one label does not occur.
  ///
  /// The probability that a present object has a higher p(yes) than an absent one. It does not depend on where yes begins. Nil when one label does not occur.
  public let auroc: Measure?
  /// The mean squared difference of p(yes) and the label, 0 … 1 (Brier 1950).
  public let brier: Measure?
  /// The expected calibration error over the bins: Σ n/N |labeled yes − mean p(yes)|; nil of none.
  public let expectedError: Double?
  /// The bins, from 0.0 … 0.1 to 0.9 … 1.0.
  public let bins: [Bin]
  /// The mean of what is neither yes nor no, over all verdicts with probabilities; nil of none.
  public let meanMissing: Double?
  /// The largest of it; nil of none.
  public let largestMissing: Double?
  /// Whether the two are only the least that they can be: a bounded side may hold less than its bound, and what is
  /// missing then more.
  public var isMissingBounded: Bool { boundedCount > 0 }

  /// Computes the numbers.
  ///
  /// - Parameters:
  ///   - clusters: The verdicts, cluster by cluster.
  ///   - seed: The seed of the bootstrap.
  init(_ clusters: [[Verdict]], seed: UInt64) {
    let shares = clusters.joined().compactMap(\.shares)
    boundedCount = shares.count { $0.isBounded }
    meanMissing =
      shares.isEmpty ? nil : shares.reduce(0) { $0 + $1.missing } / Double(shares.count)
    largestMissing = shares.map(\.missing).max()
    let points = CalibrationPoint.points(of: clusters)
    count = points.count
    let once = [Int](repeating: 1, count: clusters.count)
    let intervals =
      points.isEmpty
      ? []
      : ClusterResamples(clusterCount: clusters.count, seed: seed).intervals { weights in
        [CalibrationPoint.auroc(points, weights), CalibrationPoint.brier(points, weights)]
      }
    auroc = CalibrationPoint.auroc(points, once).map {
      Measure(value: $0, interval: intervals.first ?? nil)
    }
    brier = CalibrationPoint.brier(points, once).map {
      Measure(value: $0, interval: intervals.last ?? nil)
    }
    let binned = Dictionary(grouping: points) { min(Int($0.yes * 10), 9) }
    bins = (0..<10).map { Bin(binned[$0] ?? []) }
    expectedError =
      points.isEmpty
      ? nil
      : bins.reduce(0) { sum, bin in
        guard let mean = bin.meanYes, let share = bin.labeledYes else { return sum }
        return sum + Double(bin.count) / Double(points.count) * abs(share - mean)
      }
  }
}

extension Calibration.Bin {
  fileprivate init(_ points: [CalibrationPoint]) {
    let n = Double(points.count)
    self.init(
      count: points.count,
      meanYes: points.isEmpty ? nil : points.reduce(0) { $0 + $1.yes } / n,
      labeledYes: points.isEmpty ? nil : Double(points.count { $0.isYes }) / n)
  }
}
