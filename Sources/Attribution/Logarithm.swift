/// Natural logarithm and logistic function without a C library: the same bits on every machine.
enum Logarithm {
  private static let ln2 = 0.693_147_180_559_945_3

  /// `ln x` of a positive, finite number, to about 1e-15.
  static func ln(_ x: Double) -> Double {
    // x = 2^e m with m in 2/3 ... 4/3, and ln m = 2 artanh((m - 1) / (m + 1)), where the series is short.
    let isHigh = x.significand > 4.0 / 3
    let exponent = Double(x.exponent) + (isHigh ? 1 : 0)
    let m = isHigh ? x.significand / 2 : x.significand
    let t = (m - 1) / (m + 1)
    let series = stride(from: 21, through: 1, by: -2).reduce(0) { $0 * t * t + 1 / Double($1) }
    return exponent * ln2 + 2 * t * series
  }

  /// `ln(p / (1 - p))`, with p kept 1e-6 away from 0 and 1.
  static func logOdds(_ p: Double) -> Double {
    let p = min(max(p, 1e-6), 1 - 1e-6)
    return ln(p / (1 - p))
  }

  /// `1 / (1 + e^-x)`.
  static func logistic(_ x: Double) -> Double { 1 / (1 + exponential(-min(max(x, -700), 700))) }

  /// `e^x` for x within ±700.
  static func exponential(_ x: Double) -> Double {
    // e^x = 2^k e^r with r in -ln2/2 ... ln2/2.
    let k = (x / ln2).rounded()
    let r = x - k * ln2
    let series = stride(from: 14, through: 1, by: -1).reduce(1) { 1 + $0 * r / Double($1) }
    return Double(sign: .plus, exponent: Int(k), significand: series)
  }
}
