/// A reply judged against its label: one cell of the confusion table, or none of them.
public enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
  /// The model says yes, and so does the label.
  case truePositive = "true-positive"
  /// The model says no, and so does the label.
  case trueNegative = "true-negative"
  /// The model says yes, the label says no: a hallucinated object.
  case falsePositive = "false-positive"
  /// The model says no, the label says yes: a miss.
  case falseNegative = "false-negative"
  /// The reply is neither a yes nor a no under the parse rule; never counted as either.
  case unparsable

  /// Judges an answer; nil stands for a reply that could not be parsed.
  public init(answer: Answer?, label: Answer) {
    switch (answer, label) {
    case (.yes, .yes): self = .truePositive
    case (.no, .no): self = .trueNegative
    case (.yes, .no): self = .falsePositive
    case (.no, .yes): self = .falseNegative
    case (nil, _): self = .unparsable
    }
  }

  /// Whether the outcome is worth a finding.
  public var isFinding: Bool { self == .falsePositive || self == .falseNegative }
}
