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
  /// Which of the three are only the most that they can be, because the server listed none of their tokens.
  public var boundedShares: Set<Share>

  /// One of the three probabilities.
  public enum Share: String, Sendable, Hashable, Codable, CaseIterable {
    /// The surface forms of yes.
    case yes
    /// The surface forms of no.
    case no
    /// Everything else.
    case other
  }

  /// Whether the probability of yes or that of no is only a bound.
  public var isBounded: Bool { boundedShares.contains(.yes) || boundedShares.contains(.no) }

  /// Makes a verdict.
  public init(
    probeID: Int64, rule: String, replyKey: String, answer: Answer?, outcome: Outcome,
    pYes: Double?, pNo: Double?, pOther: Double?, boundedShares: Set<Share> = []
  ) {
    self.probeID = probeID
    self.rule = rule
    self.replyKey = replyKey
    self.answer = answer
    self.outcome = outcome
    self.pYes = pYes
    self.pNo = pNo
    self.pOther = pOther
    self.boundedShares = boundedShares
  }
}
