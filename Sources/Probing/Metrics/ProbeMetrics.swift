/// The numbers of one model on one set of probes, each with its denominator and 95 % interval.
///
/// An unparsable reply is neither a yes nor a no, and no way out either: it counts as wrong in the
/// accuracy, stands in the denominator of recall and yes-ratio, and is absent only from precision,
/// which is about the replies that say yes. Without unparsable replies all five are POPE's own.
public struct ProbeMetrics: Sendable, Hashable {
  /// The counts.
  public let table: ConfusionTable
  /// How many different images the verdicts are about.
  public let imageCount: Int
  /// What goes together in the intervals.
  public let clusterKey: ClusterKey
  /// Correct replies of all replies; cluster-robust.
  public let accuracy: Estimate
  /// True positives of the replies that say yes; bootstrapped by cluster.
  public let precision: Estimate
  /// True positives of the probes labeled yes; bootstrapped by cluster.
  public let recall: Estimate
  /// Twice the true positives of the replies that say yes plus the probes labeled yes: the harmonic
  /// mean of precision and recall; bootstrapped by cluster.
  public let f1: Estimate
  /// Replies that say yes of all replies; cluster-robust.
  public let yesRatio: Estimate
  /// True negatives of the probes labeled no; bootstrapped by cluster.
  public let specificity: Estimate
  /// The mean of recall and specificity; nil when one label does not occur.
  public let balancedAccuracy: Measure?
  /// d′: how well present objects are told from absent ones; nil when one label does not occur.
  public let dPrime: Measure?
  /// c: below 0 the model leans to yes, above to no; nil when one label does not occur.
  public let criterion: Measure?
  /// How far p(yes) can be taken at its word.
  public let calibration: Calibration

  /// The number of verdicts.
  public var count: Int { table.count }

  /// Computes the numbers.
  ///
  /// - Parameters:
  ///   - verdicts: what was judged; the order does not matter. A repeated image and question counts
  ///     once, as it first came.
  ///   - seed: the seed of the bootstrap.
  ///   - clusterKey: what goes together.
  public init(_ verdicts: [Verdict], seed: UInt64, clusterKey: ClusterKey = .image) {
    let verdicts = verdicts.uniqueProbes()
    // By name, so that the bootstrap draws the same clusters whatever the order of the verdicts.
    let clusters = Dictionary(grouping: verdicts, by: clusterKey.cluster)
      .sorted { $0.key < $1.key }
      .map { $0.value.sorted { ($0.imageName, $0.question) < ($1.imageName, $1.question) } }
    let tables = clusters.map { ConfusionTable($0) }

    func shares(_ numerator: (ConfusionTable) -> Int, of denominator: (ConfusionTable) -> Int)
      -> [ImageShare]
    {
      tables.map { ImageShare(numerator: numerator($0), denominator: denominator($0)) }
    }

    table = ConfusionTable(verdicts)
    imageCount = Set(verdicts.map(\.imageName)).count
    self.clusterKey = clusterKey
    accuracy = .proportion(shares(\.correct, of: \.count), ConfidenceInterval.clusterRobust)
    yesRatio = .proportion(shares(\.saidYes, of: \.count), ConfidenceInterval.clusterRobust)
    precision = .proportion(shares(\.truePositives, of: \.saidYes)) {
      .clusterBootstrap($0, seed: seed)
    }
    recall = .proportion(shares(\.truePositives, of: \.labeledYes)) {
      .clusterBootstrap($0, seed: seed)
    }
    specificity = .proportion(shares(\.trueNegatives, of: \.labeledNo)) {
      .clusterBootstrap($0, seed: seed)
    }
    calibration = Calibration(clusters, seed: seed)
    (balancedAccuracy, dPrime, criterion) = Self.detection(tables, table, seed: seed)
    f1 = .ratio(
      of: shares({ 2 * $0.truePositives }, of: { $0.saidYes + $0.labeledYes }), wilson: nil
    ) { .clusterBootstrap($0, seed: seed) }
  }
}

extension ProbeMetrics {
  /// The numbers that need both labels, bootstrapped together.
  private static func detection(
    _ tables: [ConfusionTable], _ total: ConfusionTable, seed: UInt64
  ) -> (balancedAccuracy: Measure?, dPrime: Measure?, criterion: Measure?) {
    func numbers(_ table: ConfusionTable) -> [Double]? {
      guard let detection = SignalDetection(table) else { return nil }
      let recall = Double(table.truePositives) / Double(table.labeledYes)
      let specificity = Double(table.trueNegatives) / Double(table.labeledNo)
      return [(recall + specificity) / 2, detection.dPrime, detection.criterion]
    }
    guard let values = numbers(total) else { return (nil, nil, nil) }
    let intervals = ClusterResamples(clusterCount: tables.count, seed: seed).intervals { weights in
      var table = ConfusionTable([])
      for (one, weight) in zip(tables, weights) where weight > 0 { table.add(one, weight: weight) }
      return numbers(table).map { $0.map(Optional.some) } ?? [nil, nil, nil]
    }
    func measure(_ index: Int) -> Measure {
      Measure(value: values[index], interval: intervals.isEmpty ? nil : intervals[index])
    }
    return (measure(0), measure(1), measure(2))
  }
}

extension Estimate {
  /// A proportion, whose numerator counts part of what its denominator counts.
  static func proportion(
    _ shares: [ImageShare], _ interval: ([ImageShare]) -> ConfidenceInterval?
  ) -> Estimate {
    let total = ImageShare.sum(shares)
    return ratio(
      of: shares, wilson: .wilson(successes: total.numerator, trials: total.denominator), interval)
  }

  /// A ratio with the interval over its images.
  fileprivate static func ratio(
    of shares: [ImageShare], wilson: ConfidenceInterval?,
    _ interval: ([ImageShare]) -> ConfidenceInterval?
  ) -> Estimate {
    let total = ImageShare.sum(shares)
    guard let interval = interval(shares) else { return .undefined }
    return .ratio(
      Ratio(
        numerator: total.numerator, denominator: total.denominator, interval: interval,
        wilson: wilson))
  }
}
