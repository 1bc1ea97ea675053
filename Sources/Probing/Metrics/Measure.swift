/// A number that is no ratio of two counts, with its interval.
public struct Measure: Sendable, Hashable {
  /// The value.
  public let value: Double
  /// The 95 % percentile bootstrap over clusters; nil when the spread cannot be told, as with one cluster.
  public let interval: ConfidenceInterval?

  /// Makes a measure.
  public init(value: Double, interval: ConfidenceInterval?) {
    self.value = value
    self.interval = interval
  }
}
