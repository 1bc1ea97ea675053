/// A token that the model might have begun its answer with.
public struct FirstTokenCandidate: Sendable, Hashable {
  /// The token's text, spaces and all.
  public var text: String
  /// The natural logarithm of its probability, or of the most that it can be.
  public var logProbability: Double
  /// Whether the server gave the log-probability itself; otherwise it is an upper bound.
  public var isExact: Bool

  /// Makes a candidate.
  public init(text: String, logProbability: Double, isExact: Bool = true) {
    self.text = text
    self.logProbability = logProbability
    self.isExact = isExact
  }
}
