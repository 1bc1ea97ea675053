/// The numbers of one model on multiple-choice questions, some of which come in pairs.
///
/// A pair is right when both its questions are (MMVP, arXiv 2401.06209): guessing the same letter twice
/// earns half the accuracy and no pair. An unparsable reply is wrong in both and counted beside them.
public struct ChoiceMetrics: Sendable, Hashable {
  /// The number of replies.
  public let count: Int
  /// How many chose the right option.
  public let correct: Int
  /// How many chose no option.
  public let unparsable: Int
  /// How many pairs have both their questions.
  public let pairCount: Int
  /// How many pairs lack a question; they count in the accuracy only.
  public let incompletePairs: Int
  /// Right replies of all replies; cluster-robust by pair, or by image for a question of no pair.
  public let accuracy: Estimate
  /// Pairs that are right of all pairs with both questions; each pair is one trial.
  public let pairAccuracy: Estimate

  /// Computes the numbers; an image and question that comes again counts once, as it first came.
  public init(_ verdicts: [ChoiceVerdict]) {
    var seen: Set<[String]> = []
    let verdicts = verdicts.filter { seen.insert([$0.imageName, $0.question]).inserted }
    // An image's name and a pair's name may be equal: the key tells which of the two it is.
    let clusters = Dictionary(grouping: verdicts) {
      [$0.pair == nil ? "image" : "pair", $0.pair ?? $0.imageName]
    }
    .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    let pairs = clusters.filter { $0[0].pair != nil }
    let complete = pairs.filter { $0.count > 1 }

    count = verdicts.count
    correct = verdicts.count(where: \.isCorrect)
    unparsable = verdicts.count { $0.chosen == nil }
    pairCount = complete.count
    incompletePairs = pairs.count - complete.count
    accuracy = .proportion(
      clusters.map { ImageShare(numerator: $0.count(where: \.isCorrect), denominator: $0.count) },
      ConfidenceInterval.clusterRobust)
    pairAccuracy = .independent(
      complete.count { $0.allSatisfy(\.isCorrect) }, of: complete.count)
  }
}
