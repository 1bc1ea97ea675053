/// A 95 % confidence interval, with the method that made it.
public struct ConfidenceInterval: Sendable, Hashable {
  /// How an interval was made.
  public enum Method: Sendable, Hashable {
    /// Wilson's score interval, which takes every probe as independent.
    case wilson
    /// The sandwich estimate over images, with Student's t at one degree of freedom less than images.
    case clusterRobust(images: Int)
    /// The percentile bootstrap over images; `degenerate` resamples had no denominator and were left out.
    case clusterBootstrap(resamples: Int, degenerate: Int, seed: UInt64)
    /// Wilson's interval with each image as one trial: a cautious stand-in where the images do not
    /// differ at all, or there is only one, so that their spread cannot be estimated.
    case wilsonOverImages(images: Int)

    /// The method's name in tables and JSON.
    public var name: String {
      switch self {
      case .wilson: "wilson"
      case .clusterRobust: "cluster-robust"
      case .clusterBootstrap: "cluster-bootstrap"
      case .wilsonOverImages: "wilson-over-images"
      }
    }
  }

  /// The lower end, in the unit of the estimate, 0 … 1 for a ratio.
  public let low: Double
  /// The upper end.
  public let high: Double
  /// How it was made.
  public let method: Method

  /// Makes an interval.
  public init(low: Double, high: Double, method: Method) {
    precondition(low <= high, "an interval from \(low) to \(high)")
    self.low = low
    self.high = high
    self.method = method
  }
}
