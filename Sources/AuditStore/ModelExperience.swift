/// What the audits of one model that a log holds came to: what the next one may be expected to.
public struct ModelExperience: Sendable, Hashable {
  /// The probes with a label or choices that were judged, under the rule of each audit.
  public var judged: Int
  /// Those of them that are false positives.
  public var falsePositives: Int
  /// Those of them that are false negatives.
  public var falseNegatives: Int
  /// Those of them that are wrong choices.
  public var wrongChoices: Int
  /// The requests that each explained finding rests on, rising; of the last thousand that were explained alike.
  public var requestsPerFinding: [Int]

  /// Makes an experience.
  public init(
    judged: Int, falsePositives: Int, falseNegatives: Int, wrongChoices: Int,
    requestsPerFinding: [Int]
  ) {
    self.judged = judged
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.wrongChoices = wrongChoices
    self.requestsPerFinding = requestsPerFinding
  }
}
