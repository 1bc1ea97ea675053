import Attribution
public import AuditStore
public import Probing

/// The metrics of an audit's explanations by one search at one token level.
public struct EvaluationTable: Sendable, Hashable {
  /// One metric: a mean over findings, with how many findings have it.
  public struct Metric: Sendable, Hashable {
    /// The metric's name in tables, for example `insertion AUC`.
    public var name: String
    /// The mean with its interval over images; nil when no finding has the metric.
    public var mean: ClusteredMean?
  }

  /// Which part of the answers is explained.
  public var level: TokenLevel
  /// The search that made the orders.
  public var search: String
  /// How many findings are explained so.
  public var findingCount: Int
  /// How many of them have a curve or a prior that rests on bounds: the server left a token out.
  public var boundedCount: Int
  /// The metrics, in the order of the method's sections.
  public var metrics: [Metric]

  /// Makes the tables of some figures, a table for each level and search, in their first order.
  ///
  /// - Parameters:
  ///   - figures: The figures, all of one audit.
  ///   - pointing: The pointing game's score of each explanation, by rule; none where no truth is known.
  ///   - seed: The seed of the bootstrap.
  /// - Returns: One table for each level and search.
  public static func tables(
    _ figures: [ExplanationFigures], pointing: [PointingScores] = [], seed: UInt64
  ) -> [EvaluationTable] {
    var groups: [(level: TokenLevel, search: String, members: [Int])] = []
    for (index, figure) in figures.enumerated() {
      let group = groups.firstIndex { $0.level == figure.level && $0.search == figure.search }
      if let group {
        groups[group].members.append(index)
      } else {
        groups.append((figure.level, figure.search, [index]))
      }
    }
    return groups.map { level, search, members in
      EvaluationTable(
        level: level, search: search, members.map { figures[$0] },
        pointing: pointing.isEmpty ? [] : members.map { pointing[$0] }, seed: seed)
    }
  }

  private init(
    level: TokenLevel, search: String, _ figures: [ExplanationFigures],
    pointing: [PointingScores], seed: UInt64
  ) {
    func metric(_ name: String, _ value: (ExplanationFigures) -> Double?) -> Metric {
      Metric(
        name: name,
        mean: ClusteredMean(
          figures.compactMap { figure in value(figure).map { (figure.imageName, $0) } }, seed: seed)
      )
    }
    self.level = level
    self.search = search
    findingCount = figures.count
    boundedCount = figures.count { $0.bounds.areDifferencesBounded || $0.isPriorBounded }
    metrics = [
      metric("insertion AUC") { $0.metrics.insertionAUC },
      metric("deletion AUC") { $0.metrics.deletionAUC },
      metric("highest") { $0.metrics.highest },
    ]
    if level != .firstToken && level != .counterToken {
      metrics += [
        metric("insertion AUC, sensitive tokens") { $0.sensitiveMetrics?.insertionAUC },
        metric("deletion AUC, sensitive tokens") { $0.sensitiveMetrics?.deletionAUC },
        metric("highest, sensitive tokens") { $0.sensitiveMetrics?.highest },
      ]
    }
    metrics += [
      metric("influence") { $0.influence.influence },
      metric("influence by area") { $0.influence.influenceAUC },
      metric("N, nats") { $0.visualGain },
      metric("S of the sufficient set") { $0.sufficientShare },
      metric("S without the necessary set") { $0.remainingShare },
    ]
    let correctable = figures.filter(\.isCorrectable)
    if !correctable.isEmpty {
      metrics += Self.corrections("trigger", correctable, seed) { $0.triggerArea }
      metrics += Self.corrections("order", correctable, seed) { $0.orderArea }
    }
    for rule in PointingScores.Rule.allCases where !pointing.isEmpty {
      let scored = zip(figures, pointing).compactMap { figure, scores in
        scores[rule].map { (image: figure.imageName, value: $0) }
      }
      metrics.append(Metric(name: rule.name, mean: ClusteredMean(scored, seed: seed)))
    }
  }

  /// AMCR and CSR@10 % along one walk: over all findings, and as the reference counts.
  private static func corrections(
    _ walk: String, _ figures: [ExplanationFigures], _ seed: UInt64,
    _ area: (ExplanationFigures) -> Double?
  ) -> [Metric] {
    func mean(_ value: (Double?) -> Double?) -> ClusteredMean? {
      ClusteredMean(
        figures.compactMap { figure in value(area(figure)).map { (figure.imageName, $0) } },
        seed: seed)
    }
    return [
      Metric(name: "AMCR, \(walk)", mean: mean { $0 ?? 1 }),
      Metric(name: "CSR@10 %, \(walk), of all", mean: mean { ($0 ?? 1) <= 0.1 ? 1 : 0 }),
      Metric(
        name: "CSR@10 %, \(walk), of the corrected (reference)",
        mean: mean { $0.map { $0 <= 0.1 ? 1 : 0 } }),
    ]
  }
}

/// How an explanation fares in the pointing game, under each rule and truth; nil where no truth is known.
public struct PointingScores: Sendable, Hashable {
  /// What the map's maximum is compared with, and how ties count.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Against the object's box; a plateau counts by its fraction inside.
    case box
    /// Against the object's mask; a plateau counts by its fraction inside.
    case mask
    /// Against the box, with the reference's map and its rule for ties.
    case referenceBox
    /// Against the mask, with the reference's map and its rule for ties.
    case referenceMask

    /// The metric's name.
    public var name: String {
      switch self {
      case .box: "pointing game, box"
      case .mask: "pointing game, mask"
      case .referenceBox: "pointing game, box (reference)"
      case .referenceMask: "pointing game, mask (reference)"
      }
    }
  }

  private var scores: [Rule: Double] = [:]

  /// No score yet.
  public init() {}

  /// The score under a rule, in 0 … 1; nil where no truth is known.
  public subscript(rule: Rule) -> Double? {
    get { scores[rule] }
    set { scores[rule] = newValue }
  }
}
