import Glibc

/// The standard normal distribution.
enum Normal {
  /// The x below which a standard normal variable lies with probability `p`, 0 < p < 1.
  ///
  /// Found by bisection between ±40, so it is right to the last digits that `erfc` gives.
  static func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a quantile of \(p)")
    // The lower tail alone is exact for small probabilities.
    guard p <= 0.5 else { return -quantile(1 - p) }
    var low = -40.0
    var high = 0.0
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
    }
  }
}
