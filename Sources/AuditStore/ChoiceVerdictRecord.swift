/// A reply to a multiple-choice probe, judged.
public struct ChoiceVerdictRecord: Sendable, Hashable {
  /// The probe.
  public var probeID: Int64
  /// The reply that was judged.
  public var replyKey: String
  /// The option that the reply names, from 0; nil when none can be read in it.
  public var chosen: Int?
  /// Whether it is the right one.
  public var isCorrect: Bool

  /// Makes a verdict.
  public init(probeID: Int64, replyKey: String, chosen: Int?, isCorrect: Bool) {
    self.probeID = probeID
    self.replyKey = replyKey
    self.chosen = chosen
    self.isCorrect = isCorrect
  }
}
