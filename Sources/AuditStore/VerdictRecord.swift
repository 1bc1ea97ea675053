public import Probing

/// A reply judged against its probe's label under one rule.
public struct VerdictRecord: Sendable, Hashable {
  /// The probe.
  public var probeID: Int64
  /// The parse rule, by its command-line name.
  public var rule: String
  /// The reply that was judged.
  public var replyKey: String
  /// What the rule reads in the reply; nil when it reads neither answer.
  public var answer: Answer?
  /// The cell of the confusion table.
  public var outcome: Outcome
  /// The probability of yes over its surface forms, in 0 … 1; nil when the server gives none.
  public var pYes: Double?
  /// The probability of no over its surface forms, in 0 … 1; nil when the server gives none.
  public var pNo: Double?
  /// The probability of everything else, in 0 … 1; nil when the server gives none.
  public var pOther: Double?
  /// Whether the server left out tokens that may be surface forms, so that the probabilities are bounds.
  public var isBounded: Bool

  /// Makes a verdict.
  public init(
    probeID: Int64, rule: String, replyKey: String, answer: Answer?, outcome: Outcome,
    pYes: Double?, pNo: Double?, pOther: Double?, isBounded: Bool
  ) {
    self.probeID = probeID
    self.rule = rule
    self.replyKey = replyKey
    self.answer = answer
    self.outcome = outcome
    self.pYes = pYes
    self.pNo = pNo
    self.pOther = pOther
    self.isBounded = isBounded
  }
}
