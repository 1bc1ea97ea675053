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
  /// Correct replies of all replies; cluster-robust by image.
  public let accuracy: Estimate
  /// True positives of the replies that say yes; bootstrapped by image.
  public let precision: Estimate
  /// True positives of the probes labeled yes; bootstrapped by image.
  public let recall: Estimate
  /// Twice the true positives of the replies that say yes plus the probes labeled yes: the harmonic
  /// mean of precision and recall; bootstrapped by image.
  public let f1: Estimate
  /// Replies that say yes of all replies; cluster-robust by image.
  public let yesRatio: Estimate

  /// The number of verdicts.
  public var count: Int { table.count }

  /// Computes the numbers.
  ///
  /// - Parameters:
  ///   - verdicts: what was judged; the order does not matter. A repeated image and question counts
  ///     once, as it first came.
  ///   - seed: the seed of the bootstrap.
  public init(_ verdicts: [Verdict], seed: UInt64) {
    let verdicts = verdicts.uniqueProbes()
    // By name, so that the bootstrap draws the same images whatever the order of the verdicts.
    let images = Dictionary(grouping: verdicts, by: \.imageName)
      .sorted { $0.key < $1.key }.map { ConfusionTable($0.value) }

    func shares(_ numerator: (ConfusionTable) -> Int, of denominator: (ConfusionTable) -> Int)
      -> [ImageShare]
    {
      images.map { ImageShare(numerator: numerator($0), denominator: denominator($0)) }
    }

    table = ConfusionTable(verdicts)
    imageCount = images.count
    accuracy = .proportion(shares(\.correct, of: \.count), ConfidenceInterval.clusterRobust)
    yesRatio = .proportion(shares(\.saidYes, of: \.count), ConfidenceInterval.clusterRobust)
    precision = .proportion(shares(\.truePositives, of: \.saidYes)) {
      .clusterBootstrap($0, seed: seed)
    }
    recall = .proportion(shares(\.truePositives, of: \.labeledYes)) {
      .clusterBootstrap($0, seed: seed)
    }
    f1 = .ratio(
      of: shares({ 2 * $0.truePositives }, of: { $0.saidYes + $0.labeledYes }), wilson: nil
    ) { .clusterBootstrap($0, seed: seed) }
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
