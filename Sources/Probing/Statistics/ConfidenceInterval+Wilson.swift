extension ConfidenceInterval {
  /// Wilson's score interval for a proportion, right also for few trials and near 0 and 1.
  ///
  /// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22
  /// (1927); without continuity correction, as `statsmodels` `proportion_confint(method="wilson")`.
  /// - Returns: nil when there is no trial.
  public static func wilson(successes: Int, trials: Int) -> ConfidenceInterval? {
    precondition(
      0 <= successes && successes <= trials, "\(successes) successes in \(trials) trials")
    guard trials > 0 else { return nil }
    return wilson(share: Double(successes) / Double(trials), trials: trials, method: .wilson)
  }

  /// Wilson's interval for a share that need not be a whole number of trials.
  static func wilson(share: Double, trials: Int, method: Method) -> ConfidenceInterval {
    let n = Double(trials)
    let z = normalQuantile975
    let shrinkage = 1 + z * z / n
    let center = (share + z * z / (2 * n)) / shrinkage
    let halfWidth =
      z / shrinkage * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // At 0 and 1 the end is exactly the share; rounding would leave it beyond by an ulp.
    return ConfidenceInterval(
      low: share == 0 ? 0 : max(0, center - halfWidth),
      high: share == 1 ? 1 : min(1, center + halfWidth), method: method)
  }

  /// The 97.5 % quantile of the standard normal distribution.
  static let normalQuantile975 = 1.959963984540054
}
