/// What one image adds to the numerator and the denominator of a ratio.
///
/// Accuracy, precision, recall, F1 and the yes-ratio are all ratios of two sums over images, which is
/// what makes one sandwich estimate and one bootstrap serve them all.
public struct ImageShare: Sendable, Hashable {
  /// The image's part of the numerator.
  public var numerator: Int
  /// The image's part of the denominator; 0 when it says nothing about the ratio.
  public var denominator: Int

  /// Makes a share.
  public init(numerator: Int, denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The sum of shares; its ratio is the estimate.
  static func sum(_ shares: some Sequence<ImageShare>) -> ImageShare {
    shares.reduce(into: ImageShare(numerator: 0, denominator: 0), +=)
  }

  /// Adds another image's share.
  static func += (sum: inout ImageShare, share: ImageShare) {
    sum.numerator += share.numerator
    sum.denominator += share.denominator
  }

  /// Numerator over denominator; nil when the denominator is 0.
  var ratio: Double? {
    denominator == 0 ? nil : Double(numerator) / Double(denominator)
  }
}
