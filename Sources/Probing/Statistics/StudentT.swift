import Glibc

/// Student's t distribution with a whole number of degrees of freedom.
enum StudentT {
  /// The t that a variable exceeds in size with probability 5 %: the 97.5 % quantile.
  ///
  /// Found by bisection, so it is right to the last digits that the series gives. Costs O(`degrees`).
  static func quantile975(degrees: Int) -> Double {
    // With one degree of freedom it is 12.7, and it falls from there.
    var low = 0.0
    var high = 16.0
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if probabilityWithin(middle, degrees: degrees) < 0.95 { low = middle } else { high = middle }
    }
  }

  /// P(|T| < t) by the finite series of Abramowitz and Stegun, 26.7.3 (odd) and 26.7.4 (even).
  static func probabilityWithin(_ t: Double, degrees: Int) -> Double {
    precondition(degrees > 0, "\(degrees) degrees of freedom")
    let n = Double(degrees)
    let angle = atan(t / n.squareRoot())
    let cosineSquared = n / (n + t * t)

    // Terms 1, 1/2 c², 1·3/(2·4) c⁴ … (even) or c, 2/3 c³, 2·4/(3·5) c⁵ … (odd).
    let isOdd = !degrees.isMultiple(of: 2)
    var term = isOdd ? cosineSquared.squareRoot() : 1
    var sum = degrees == 1 ? 0 : term
    for k in stride(from: isOdd ? 3 : 2, to: degrees, by: 2) {
      term *= Double(k - 1) / Double(k) * cosineSquared
      sum += term
    }
    return isOdd ? 2 / Double.pi * (angle + sin(angle) * sum) : sin(angle) * sum
  }
}
