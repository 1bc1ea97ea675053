public import Imaging

/// What the model says when only some regions of the image are shown.
///
/// One evaluation is one request: the unit in which a search is priced.
public struct Evaluation: Sendable, Hashable {
  /// The probability `p_i(S)` of each explained token, in 0 … 1, at least one.
  ///
  /// The answer before the token is teacher-forced.
  public var probabilities: [Double]
  /// How much the model prefers the explained answer, in nats; negative when the answer has flipped.
  ///
  /// The log of the answer's probability minus the log of the strongest alternative's.
  public var margin: Double
  /// Whether the server left out a token, so that the margin is only known up to a bound.
  ///
  /// ``margin`` is then the bound nearest to zero: the true margin is as far from zero or farther, on the same
  /// side. Where both the answer and its alternatives are missing, the margin is 0, which decides nothing.
  public var isBounded: Bool
  /// The places of the tokens whose probability is only the most that it can be, rising; empty when all are exact.
  public var boundedTokens: [Int]

  /// Makes an evaluation.
  public init(
    probabilities: [Double], margin: Double, isBounded: Bool = false, boundedTokens: [Int] = []
  ) {
    precondition(!probabilities.isEmpty, "an evaluation needs at least one token")
    self.probabilities = probabilities
    self.margin = margin
    self.isBounded = isBounded
    self.boundedTokens = boundedTokens
  }

  /// Whether the mean probability is only the most that it can be.
  public var isMeanBounded: Bool { !boundedTokens.isEmpty }

  /// `mean_i p_i(S)`.
  public var meanProbability: Double {
    probabilities.reduce(0, +) / Double(probabilities.count)
  }
}

/// Asks the model about masked images; a search knows nothing else about it.
///
/// A batch holds sets that may all be asked at once. Answers come in the order of the sets. An evaluator
/// is expected to remember what it answered: asking a set twice costs one request.
public protocol Evaluator: Sendable {
  /// Evaluates the image with only the regions of each set shown, everything else filled.
  ///
  /// - Returns: One evaluation per set, in the same order.
  /// - Throws: Whatever kept the model from answering; nothing of the batch may then be relied on.
  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation]
}
