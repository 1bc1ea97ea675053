/// The numbers of one model on multiple-choice questions.
public struct ChoiceMetrics: Sendable, Hashable {
  /// How many questions were judged.
  public let count: Int
  /// How many replies name no option, or several.
  public let unparsable: Int
  /// Right choices of all questions; an unparsable reply is not right. Cluster-robust by pair, or by image
  /// where a question has no pair.
  public let accuracy: Estimate
  /// Pairs of which every question was answered rightly, of all pairs that are whole; Wilson's interval.
  ///
  /// Undefined where no question has a pair.
  public let pairAccuracy: Estimate
  /// Pairs of which not all questions were judged: they are not counted.
  public let brokenPairs: Int

  /// Computes the numbers.
  ///
  /// - Parameter verdicts: What was judged; the order does not matter.
  public init(_ verdicts: [ChoiceVerdict]) {
    count = verdicts.count
    unparsable = verdicts.count { $0.chosen == nil }
    let clusters = Dictionary(grouping: verdicts) { $0.choices.pair ?? $0.imageName }
      .sorted { $0.key < $1.key }.map(\.value)
    accuracy = .proportion(
      clusters.map {
        ImageShare(numerator: $0.count(where: \.isCorrect), denominator: $0.count)
      }, ConfidenceInterval.clusterRobust)
    let pairs = Dictionary(grouping: verdicts.filter { $0.choices.pair != nil }) {
      $0.choices.pair
    }.values
    let whole = pairs.filter { $0.count == 2 }
    let right = whole.count { $0.allSatisfy(\.isCorrect) }
    brokenPairs = pairs.count - whole.count
    if let interval = ConfidenceInterval.wilson(successes: right, trials: whole.count) {
      pairAccuracy = .ratio(
        Ratio(
          numerator: right, denominator: whole.count, interval: interval, wilson: interval))
    } else {
      pairAccuracy = .undefined
    }
  }
}
