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

  /// The largest difference between two values of F that the server's noise alone can make.
  ///
  /// A change of d nats in a log-odds changes its probability by at most `tanh(d / 4)`: the logistic
  /// function is steepest at 0, and `logistic(d / 2) - logistic(-d / 2) = tanh(d / 4)`. F holds two
  /// probabilities, of the regions alone and of the image without them. `tanh(d / 4)` is bounded by
  /// `d / 4`, which differs from it by less than 0.3 % up to a floor of 0.3 nats.
  ///
  /// - Parameter nats: The difference of log-probabilities that means nothing, in nats, at least 0.
  /// - Returns: A value in 0 ... lambda1 + lambda2.
  public func noise(ofFloor nats: Double) -> Double {
    precondition(nats >= 0, "a noise floor of \(nats) nats is below 0")
    return (abs(lambda1) + abs(lambda2)) * min(1, nats / 4)
  }
}
