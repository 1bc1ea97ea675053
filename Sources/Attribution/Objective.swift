/// `F(S) = lambda1 * insight(S) + lambda2 * necessity(S)`, what EAGLE maximizes (section 3.2 of the paper).
///
/// `insight(S) = mean_i p_i(S)` says how well the regions of S alone carry the answer, and
/// `necessity(S) = mean_i (1 - p_i(V \ S))` how badly it does without them. The paper sums over the tokens;
/// the mean, which its reference code takes, gives the same order.
public struct Objective: Sendable, Hashable {
  /// The weight of insight.
  public var lambda1: Double
  /// The weight of necessity.
  public var lambda2: Double

  /// The published objective: both weights are 1.
  public static let published = Objective(lambda1: 1, lambda2: 1)

  /// Makes an objective from its weights.
  public init(lambda1: Double, lambda2: Double) {
    self.lambda1 = lambda1
    self.lambda2 = lambda2
  }

  /// `F(S)` from its two evaluations.
  ///
  /// - Parameters:
  ///   - shown: The evaluation of S alone.
  ///   - hidden: The evaluation of the image without S.
  /// - Returns: A value in 0 ... lambda1 + lambda2.
  public func value(shown: Evaluation, hidden: Evaluation) -> Double {
    lambda1 * shown.meanProbability + lambda2 * (1 - hidden.meanProbability)
  }
}
