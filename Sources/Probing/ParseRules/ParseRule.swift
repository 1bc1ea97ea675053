/// A way to read a yes or a no from a reply.
///
/// The same reply gets different verdicts in different tools, so a number means little without the
/// name of its rule. A rule carries the examples that define it; one test runs those of all rules.
public protocol ParseRule: Sendable {
  /// The name by which users, logs and reports know the rule, lower case with hyphens.
  var name: String { get }
  /// What the rule does, in one sentence for a reader of the report.
  var summary: String { get }
  /// Where the rule comes from: the file and commit that it copies, or "hallux".
  var source: String { get }
  /// Replies that show what the rule reads and what it does not.
  var examples: ParseExamples { get }

  /// Reads the answer off a reply.
  ///
  /// - Returns: the answer, or nil when the reply is unparsable under this rule.
  func answer(to reply: ProbeReply) -> Answer?
}

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
