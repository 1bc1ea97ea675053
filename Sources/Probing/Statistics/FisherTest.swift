import Glibc

/// Fisher's exact test of a 2 × 2 table, one-sided.
enum FisherTest {
  /// The probability of at least this many successes in a group, when successes fall into the group or out of it
  /// by chance alone.
  ///
  /// The upper tail of the hypergeometric distribution, as `scipy.stats.fisher_exact(alternative="greater")`.
  /// - Parameters:
  ///   - successes: Successes in the group.
  ///   - trials: Trials in the group.
  ///   - otherSuccesses: Successes out of the group.
  ///   - otherTrials: Trials out of the group.
  /// - Returns: 0 … 1; 1 when there is nothing to compare.
  static func greater(
    successes: Int, of trials: Int, others otherSuccesses: Int, of otherTrials: Int
  ) -> Double {
    let drawn = successes + otherSuccesses
    let total = trials + otherTrials
    let most = min(trials, drawn)
    guard trials > 0, otherTrials > 0, successes <= most else { return 1 }
    let whole = logChoose(total, drawn)
    let tail = (successes...most).map { count in
      logChoose(trials, count) + logChoose(otherTrials, drawn - count) - whole
    }
    return min(1, exp(logSumExp(tail)))
  }

  /// log (n over k); −∞ where there is no such choice.
  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    guard k >= 0, k <= n else { return -.infinity }
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  /// log n!, by the sign-keeping gamma function that shares no variable between threads.
  private static func logFactorial(_ n: Int) -> Double {
    var sign: Int32 = 0
    return lgamma_r(Double(n) + 1, &sign)
  }
}
