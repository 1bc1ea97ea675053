/// A number of an audit: a ratio of two counts with its interval, or undefined where nothing was counted.
public enum Estimate: Sendable, Hashable {
  /// A ratio whose denominator is at least 1.
  case ratio(Ratio)
  /// The denominator is 0: there is no number, which is not the same as 0.
  case undefined

  /// The value, or nil when undefined.
  public var value: Double? { ratio?.value }

  /// The ratio, or nil when undefined.
  public var ratio: Ratio? {
    if case .ratio(let ratio) = self { ratio } else { nil }
  }
}

/// A ratio of two counts and how far it can be trusted.
public struct Ratio: Sendable, Hashable {
  /// What was counted.
  public let numerator: Int
  /// Of how many; at least 1.
  public let denominator: Int
  /// The interval to show: it respects that the probes of one image go together.
  public let interval: ConfidenceInterval
  /// Wilson's interval, which takes every probe as independent and so is mostly too narrow; nil for
  /// F1, which is no proportion.
  public let wilson: ConfidenceInterval?

  /// Numerator over denominator, 0 … 1.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// Makes a ratio.
  public init(
    numerator: Int, denominator: Int, interval: ConfidenceInterval, wilson: ConfidenceInterval?
  ) {
    precondition(denominator > 0, "a ratio \(numerator)/\(denominator)")
    self.numerator = numerator
    self.denominator = denominator
    self.interval = interval
    self.wilson = wilson
  }
}
