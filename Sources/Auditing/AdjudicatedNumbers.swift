public import Probing

/// The numbers of an audit under what people say about its labels.
///
/// A label that is wrong is flipped; a probe that is ambiguous, or that people disagree on, is left out.
public struct AdjudicatedNumbers: Sendable, Hashable {
  /// What was said about how many probes.
  public let tally: AdjudicationTally
  /// How many people said something that counts.
  public let peopleCount: Int
  /// The numbers of the yes/no probes that are left.
  public let metrics: ProbeSummary
  /// The numbers of the multiple-choice questions that are left; nil where there are none.
  public let choices: ChoiceMetrics?
}
