/// What is read off the two curves of an order.
public struct CurveMetrics: Sendable, Hashable, Codable {
  /// Area under the insertion curve over area, in 0 … 1: high when the first regions carry the answer.
  public var insertionAUC: Double
  /// Area under the deletion curve over area, in 0 … 1: low when the answer falls without them.
  public var deletionAUC: Double
  /// The largest value of the insertion curve, in 0 … 1; over findings, the "average highest score".
  public var highest: Double

  /// Makes metrics from their values.
  public init(insertionAUC: Double, deletionAUC: Double, highest: Double) {
    self.insertionAUC = insertionAUC
    self.deletionAUC = deletionAUC
    self.highest = highest
  }
}

/// How far a token rests on the image: high on the image, low on the language prior.
public struct Influence: Sendable, Hashable, Codable {
  /// The paper's form: `Σ_{r≥1} (p(π_{:r}) − min_j p(π_{:j}))`, in 0 … n.
  public var influence: Double
  /// The reference code's form: insertion AUC minus the curve's minimum, r = 0 included, in 0 … 1.
  public var influenceAUC: Double

  enum CodingKeys: String, CodingKey {
    case influence
    case influenceAUC = "influence_auc"
  }

  /// Makes an influence from both forms.
  public init(influence: Double, influenceAUC: Double) {
    self.influence = influence
    self.influenceAUC = influenceAUC
  }
}

extension Explanation {
  /// The number of explained tokens.
  public var tokenCount: Int { insertion.first?.probabilities.count ?? 0 }

  /// The metrics of the mean over all explained tokens, as the reference's `eval_AUC_faithfulness.py`.
  public var metrics: CurveMetrics { metrics(over: Array(0..<tokenCount)) }

  /// The tokens that lose more than 0.2 of probability with the image: `p_i(V) − p_i(∅) > 0.2`.
  public var sensitiveTokens: [Int] {
    guard let empty = insertion.first, let whole = insertion.last else { return [] }
    return (0..<tokenCount).filter { whole.probabilities[$0] - empty.probabilities[$0] > 0.2 }
  }

  /// The metrics of the mean over the sensitive tokens alone, or nil when there is none.
  public var sensitiveMetrics: CurveMetrics? {
    let tokens = sensitiveTokens
    return tokens.isEmpty ? nil : metrics(over: tokens)
  }

  /// The metrics of the mean over some tokens.
  ///
  /// - Precondition: `tokens` is not empty, and each is below ``tokenCount``.
  public func metrics(over tokens: [Int]) -> CurveMetrics {
    precondition(!tokens.isEmpty, "metrics need at least one token")
    let shown = insertion.values(of: tokens)
    return CurveMetrics(
      insertionAUC: insertion.area(under: shown),
      deletionAUC: deletion.area(under: deletion.values(of: tokens)), highest: shown.max() ?? 0)
  }

  /// The influence of each explained token.
  public var influences: [Influence] { (0..<tokenCount).map { influence(over: [$0]) } }

  /// The influence of the mean over all explained tokens.
  public var meanInfluence: Influence { influence(over: Array(0..<tokenCount)) }

  private func influence(over tokens: [Int]) -> Influence {
    let values = insertion.values(of: tokens)
    let (lowest, lowestShown) = (values.min() ?? 0, values.dropFirst().min() ?? 0)
    return Influence(
      influence: values.dropFirst().reduce(0) { $0 + ($1 - lowestShown) },
      influenceAUC: insertion.area(under: values) - lowest)
  }
}

extension [CurvePoint] {
  /// The mean over some tokens at each point.
  fileprivate func values(of tokens: [Int]) -> [Double] {
    map { point in
      tokens.reduce(0) { $0 + point.probabilities[$1] } / Double(tokens.count)
    }
  }

  /// The trapezoid rule over the points' area fractions.
  fileprivate func area(under values: [Double]) -> Double {
    zip(indices.dropFirst(), indices).reduce(0) { sum, step in
      let width = self[step.0].areaFraction - self[step.1].areaFraction
      return sum + width * (values[step.0] + values[step.1]) / 2
    }
  }
}
