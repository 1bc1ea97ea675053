/// A number that may be only a bound, as terminals show it.
enum Bound {
  /// A probability, or the most that it can be: `0.012`, `≤ 0.012`.
  static func atMost(_ value: Double, _ isBounded: Bool) -> String {
    (isBounded ? "\u{2264} " : "") + fixed(value)
  }

  /// A margin in nats, or the bound of it that is nearest to 0: `-2.50`, `≤ -2.500`, `≥ 1.250`.
  static func margin(_ value: Double, _ isBounded: Bool) -> String {
    guard isBounded else { return fixed(value) }
    // The true margin is as far from 0 or farther; at 0 nothing is known.
    return value == 0 ? "unknown" : (value > 0 ? "\u{2265} " : "\u{2264} ") + fixed(value)
  }

  /// What the image adds to a token, in nats, in words: a bound on either side bounds it the other way.
  ///
  /// - Parameters:
  ///   - nats: The difference of the two log-probabilities.
  ///   - whole: Whether the probability with the image is only the most that it can be.
  ///   - prior: Whether that without the image is.
  /// - Returns: A part of a sentence.
  static func gain(_ nats: Double, whole: Bool, prior: Bool) -> String {
    switch (whole, prior) {
    case (false, false): "image adds \(signed(nats)) nats"
    case (false, true): "image adds at least \(signed(nats)) nats"
    case (true, false): "image adds at most \(signed(nats)) nats"
    case (true, true): "what the image adds is not known"
    }
  }
}
