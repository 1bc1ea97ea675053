import Glibc

/// McNemar's exact test: whether two readings of the same things err equally often.
///
/// Only the things count on which the two differ. If neither is better, each of those falls to either side like a
/// fair coin (McNemar, Psychometrika 12, 1947; exact as `statsmodels` `mcnemar(exact=True)`).
public struct McNemarTest: Sendable, Hashable {
  /// How many things only the first reading has.
  public let onlyFirst: Int
  /// How many things only the second reading has.
  public let onlySecond: Int
  /// The two-sided p-value, 0 … 1: twice the smaller tail; 1 where the readings never differ.
  public let exact: Double
  /// The same with half the weight of the outcome itself.
  ///
  /// Exact p-values are too large on average; these are not, and may now and then be too small (Fagerland, Lydersen and
  /// Laake, BMC Medical Research Methodology 13, 2013).
  public let mid: Double

  /// Tests counts of things on which two readings differ; neither is negative.
  public init(onlyFirst: Int, onlySecond: Int) {
    precondition(onlyFirst >= 0 && onlySecond >= 0, "\(onlyFirst) and \(onlySecond) differences")
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    let count = onlyFirst + onlySecond
    let smaller = min(onlyFirst, onlySecond)
    let terms = (0...smaller).map { Self.logChance($0, of: count) }
    exact = min(1, 2 * exp(logSumExp(terms)))
    // With as many on either side the two tails meet in the outcome, and the whole is exactly 1.
    mid =
      onlyFirst == onlySecond
      ? 1 : min(1, 2 * exp(logSumExp(terms)) - exp(Self.logChance(smaller, of: count)))
  }

  /// The logarithm of the chance of `k` heads of `n` fair coins.
  private static func logChance(_ k: Int, of n: Int) -> Double {
    var sign: Int32 = 0
    func logFactorial(_ n: Int) -> Double { lgamma_r(Double(n) + 1, &sign) }
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k) - Double(n) * log(2.0)
  }
}
