/// Two audits on the same multiple-choice questions.
public struct ChoiceComparison: Sendable, Hashable {
  /// Two verdicts on the same question.
  public struct Pair: Sendable, Hashable {
    /// The verdict of the first audit.
    public var before: ChoiceVerdict
    /// The verdict of the second audit.
    public var after: ChoiceVerdict

    /// Makes a pair.
    public init(before: ChoiceVerdict, after: ChoiceVerdict) {
      self.before = before
      self.after = after
    }
  }

  /// How many questions were compared.
  public let count: Int
  /// Right before and not after.
  public let rightToWrong: Int
  /// Not right before, and right after.
  public let wrongToRight: Int
  /// The share of right replies in the first audit; nil of none.
  public let accuracyBefore: Double?
  /// The share of right replies in the second audit; nil of none.
  public let accuracyAfter: Double?
  /// The difference of the accuracies, bootstrapped by image as ``VerdictComparison`` has it.
  public let change: Measure?

  /// Whether one is right more often.
  public var correctnessTest: McNemarTest {
    McNemarTest(onlyFirst: rightToWrong, onlySecond: wrongToRight)
  }

  /// Compares pairs of verdicts.
  public init(_ pairs: [Pair], seed: UInt64) {
    func accuracy(_ isRight: (Pair) -> Bool) -> Double? {
      pairs.isEmpty ? nil : Double(pairs.count(where: isRight)) / Double(pairs.count)
    }
    count = pairs.count
    rightToWrong = pairs.count { $0.before.isCorrect && !$0.after.isCorrect }
    wrongToRight = pairs.count { !$0.before.isCorrect && $0.after.isCorrect }
    accuracyBefore = accuracy(\.before.isCorrect)
    accuracyAfter = accuracy(\.after.isCorrect)
    let clusters = Dictionary(grouping: pairs, by: \.before.imageName)
      .sorted { $0.key < $1.key }
      .map { _, pairs in
        ImageShare(
          numerator: pairs.count(where: \.after.isCorrect) - pairs.count(where: \.before.isCorrect),
          denominator: pairs.count)
      }
    let intervals = ClusterResamples(clusterCount: clusters.count, seed: seed).intervals {
      weights in
      let drawn = zip(clusters, weights).map {
        ImageShare(numerator: $0.numerator * $1, denominator: $0.denominator * $1)
      }
      return [ImageShare.sum(drawn).ratio]
    }
    change = ImageShare.sum(clusters).ratio.map {
      Measure(value: $0, interval: intervals.first ?? nil)
    }
  }
}
