extension ChoiceRule {
  /// A reply that shows what the rule reads; of the options "Open" and "Closed" unless it says otherwise.
  public struct Example: Sendable {
    /// The options.
    public var options: [String] = ["Open", "Closed"]
    /// The reply.
    public var reply: String
    /// The index of the option it chooses, or nil when it is unparsable.
    public var option: Int?
  }

  /// The replies that define the rule.
  public static let examples: [Example] =
    [
      "(a)", "A", "a)", "A.", "Open", "open.", "(a) Open", "A: Open", "A Open", "Answer: A",
      "The answer is (a).", "The answer is a.", "Option A", "The wings are open.", "**A**",
      "(a). The wings are not closed.",
    ].map { Example(reply: $0, option: 0) }
    + [
      "(b)", "B", "b)", "Closed", "The answer is (b).", "I choose option B, closed.", "(B) Closed",
    ].map { Example(reply: $0, option: 1) }
    + [
      "", "(c)", "C", "Both (a) and (b)", "A butterfly.", "The answer is a butterfly.",
      "(a) Closed",
      "Open or closed?", "Neither.", "Opened", "I am not sure.", "B Open",
    ].map { Example(reply: $0, option: nil) }
    + [
      Example(options: ["Open", "Not open"], reply: "They are not open.", option: 1),
      Example(options: ["Left", "Right", "Up"], reply: "(c)", option: 2),
      Example(options: ["1", "2"], reply: "There are 2 dogs.", option: 1),
      Example(options: ["Dog", "Cat"], reply: "A cat", option: 1),
    ]
}
