import Probing

/// The numbers of an audit under what people say about its labels.
struct AdjudicatedFigures {
  /// What was said about how many probes.
  var tally: AdjudicationTally
  /// How many people said something that counts.
  var peopleCount: Int
  /// The numbers of the yes/no probes that are left.
  var metrics: ProbeMetrics
  /// The numbers of the multiple-choice questions that are left; nil where there are none.
  var choices: ChoiceMetrics?
}
