/// A way to read a yes or a no from a reply.
///
/// The same reply gets different verdicts in different tools, so a number means little without the
/// name of its rule. A rule carries the examples that define it; one test runs those of all rules.
/// Most rules look at the reply alone: ``LabelFreeRule``.
public protocol ParseRule: Sendable {
  /// The name by which users, logs and reports know the rule, lower case with hyphens.
  var name: String { get }
  /// What the rule does, in one sentence for a reader of the report.
  var summary: String { get }
  /// Where the rule comes from: the file and commit that it copies, or "hallux".
  var source: String { get }
  /// Whether the rule looks at the correct answer before it reads the reply.
  ///
  /// The answer of such a rule is no property of the reply: the same words can be a yes to a probe
  /// labeled yes and a no to a probe labeled no.
  var needsLabel: Bool { get }
  /// What the rule's source does, in its own numbers, with a reply that the rule cannot read.
  ///
  /// It is told for comparison: the numbers here count unparsable replies as ``ProbeMetrics`` says,
  /// whatever the rule.
  var unparsable: UnparsableCounting { get }
  /// The answer that the rule's source calls positive in its precision, recall and F1; yes, but for AMBER.
  var positive: Answer { get }
  /// Replies that show what the rule reads and what it does not, for a probe of that label.
  func examples(label: Answer) -> ParseExamples

  /// Reads the answer off a reply.
  ///
  /// - Parameters:
  ///   - reply: what the model said.
  ///   - label: the correct answer, or nil for a probe that has none.
  /// - Returns: the answer, or nil when the reply is unparsable under this rule. A rule that needs a
  ///   label reads nothing without one.
  func answer(to reply: ProbeReply, label: Answer?) -> Answer?
}

extension ParseRule {
  /// Yes, as in POPE.
  public var positive: Answer { .yes }
}

/// A parse rule that reads the same answer whatever the correct one is.
public protocol LabelFreeRule: ParseRule {
  /// Replies that show what the rule reads and what it does not.
  var examples: ParseExamples { get }

  /// Reads the answer off a reply.
  ///
  /// - Returns: the answer, or nil when the reply is unparsable under this rule.
  func answer(to reply: ProbeReply) -> Answer?
}

extension LabelFreeRule {
  /// Never.
  public var needsLabel: Bool { false }

  /// The same replies for either label.
  public func examples(label: Answer) -> ParseExamples { examples }

  /// Reads the answer off a reply; the label is not looked at.
  public func answer(to reply: ProbeReply, label: Answer?) -> Answer? { answer(to: reply) }
}
