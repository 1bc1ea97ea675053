/// The replies that a parse rule reads as yes, as no, and as neither.
public struct ParseExamples: Sendable {
  /// Replies read as yes.
  public var yes: [ProbeReply]
  /// Replies read as no.
  public var no: [ProbeReply]
  /// Replies that the rule cannot read.
  public var unparsable: [ProbeReply]

  /// Makes a set of examples.
  public init(yes: [ProbeReply], no: [ProbeReply], unparsable: [ProbeReply]) {
    self.yes = yes
    self.no = no
    self.unparsable = unparsable
  }
}
