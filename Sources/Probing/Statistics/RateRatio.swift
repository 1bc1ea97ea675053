import Glibc

/// How many times as often something happens in one group as in another, with its 95 % interval.
public struct RateRatio: Sendable, Hashable {
  /// The rate in the first group over that in the second, above 0.
  public let value: Double
  /// The lower end of the interval.
  public let low: Double
  /// The upper end of the interval.
  public let high: Double

  /// Compares two groups of independent trials; nil when a group has none.
  ///
  /// Half a success is added to each group, and half a trial, so that a group without successes has a ratio too (S. D.
  /// Walter, "The distribution of Levin's measure of attributable risk", Biometrika 62 (1975)); the interval is Katz's,
  /// on the logarithm.
  ///
  /// - Parameters:
  ///   - successes: Successes of the first group.
  ///   - trials: Its trials.
  ///   - others: Successes of the second group.
  ///   - otherTrials: Its trials.
  public init?(_ successes: Int, of trials: Int, others: Int, of otherTrials: Int) {
    precondition(
      0 <= successes && successes <= trials && 0 <= others && others <= otherTrials,
      "\(successes) of \(trials) against \(others) of \(otherTrials)")
    guard trials > 0, otherTrials > 0 else { return nil }
    let (a, n) = (Double(successes) + 0.5, Double(trials) + 0.5)
    let (c, m) = (Double(others) + 0.5, Double(otherTrials) + 0.5)
    let logRatio = log(a / n) - log(c / m)
    let error = (max(0, 1 / a - 1 / n) + max(0, 1 / c - 1 / m)).squareRoot()
    let reach = ConfidenceInterval.normalQuantile975 * error
    value = exp(logRatio)
    low = exp(logRatio - reach)
    high = exp(logRatio + reach)
  }
}
