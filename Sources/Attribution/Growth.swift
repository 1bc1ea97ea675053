import Imaging

/// An order in the making, and what is known of the regions that it does not hold yet.
///
/// Regions are settled from the front, most important first; S is what is in front. Whatever is asked about a
/// region leaves its *latest gain* here, `F(S ∪ {r}) - F(S)` for the S of that time. It goes stale as S grows,
/// but it is what ranks the rest when the search has to end.
struct Growth: Sendable {
  let regionCount: Int
  let objective: Objective
  /// The regions in front, most important first.
  private(set) var front: [Int] = []
  /// The same regions as a set, S.
  private(set) var chosen: RegionSet
  /// The regions that are not settled, ascending.
  private(set) var remaining: [Int]
  /// The latest gain of each region, by region; nil while nothing is known of it.
  private(set) var latestGains: [Double?]
  /// F(S); F(∅) counts as 0 while it has not been asked for.
  private(set) var value = 0.0
  /// F(V), nil while it has not been asked for.
  private var wholeValue: Double?
  private let noise: Double
  private let evaluator: any Evaluator

  init(
    of layout: RegionLayout, objective: Objective, noiseFloor: Double, _ evaluator: any Evaluator
  ) {
    regionCount = layout.regionCount
    self.objective = objective
    self.evaluator = evaluator
    chosen = RegionSet(regionCount: regionCount)
    remaining = Array(0..<regionCount)
    latestGains = Array(repeating: nil, count: regionCount)
    noise = objective.noise(ofFloor: noiseFloor)
  }

  /// Runs a search until it returns or its budget is spent.
  ///
  /// - Throws: ``BudgetSpent`` when nothing is known of any region; whatever else the search throws.
  mutating func run(
    _ search: (inout Growth) async throws -> Void
  ) async throws -> RegionOrder {
    do {
      try await search(&self)
      return order(ending: remaining.isEmpty ? .complete : .insideNoise)
    } catch let error as BudgetSpent {
      guard latestGains.contains(where: { $0 != nil }) else { throw error }
      return order(ending: .budgetSpent)
    }
  }

  /// Whether a search has nothing left to do: all regions are settled, or only noise is left to gain.
  var isFinished: Bool {
    guard let wholeValue, noise > 0 else { return remaining.isEmpty }
    return abs(wholeValue - value) <= noise
      && remaining.allSatisfy { abs(latestGains[$0] ?? .infinity) <= noise }
  }

  /// Asks what some regions would make of S, in one batch.
  ///
  /// The first batch also asks for the two ends, ∅ and V, where there is noise to be compared with.
  ///
  /// - Returns: `F(S ∪ {r})` of each region r.
  mutating func score(_ regions: [Int]) async throws -> [Double] {
    let sets = regions.map(chosen.inserting)
    let none = RegionSet(regionCount: regionCount)
    let ends = noise > 0 && wholeValue == nil ? [none, none.complement] : []
    let answers = try await evaluator.evaluate(sets + sets.map(\.complement) + ends)
    if !ends.isEmpty { begin(empty: answers[2 * sets.count], whole: answers[2 * sets.count + 1]) }
    let scores = sets.indices.map {
      objective.value(shown: answers[$0], hidden: answers[sets.count + $0])
    }
    for (region, score) in zip(regions, scores) { latestGains[region] = score - value }
    return scores
  }

  /// Takes over a first round: the ends, and the gain of each region by itself.
  mutating func begin(with round: FirstRound) {
    begin(empty: round.empty, whole: round.whole)
    for region in 0..<regionCount {
      let score = objective.value(shown: round.alone[region], hidden: round.without[region])
      latestGains[region] = score - value
    }
  }

  private mutating func begin(empty: Evaluation, whole: Evaluation) {
    value = objective.value(shown: empty, hidden: whole)
    wholeValue = objective.value(shown: whole, hidden: empty)
  }

  /// Puts a region at the end of the front.
  ///
  /// - Parameters:
  ///   - region: One of the remaining regions.
  ///   - value: F of the new S.
  mutating func settle(_ region: Int, value: Double) {
    front.append(region)
    chosen.insert(region)
    remaining.removeAll { $0 == region }
    self.value = value
  }

  /// Some regions by their latest gain, largest first; the lowest number wins a tie, the unknown come last.
  func ranked(_ regions: [Int]) -> [Int] {
    func gain(_ region: Int) -> Double { latestGains[region] ?? -.infinity }
    return regions.sorted { (gain($1), $0) < (gain($0), $1) }
  }

  private func order(ending: SearchEnding) -> RegionOrder {
    RegionOrder(regions: front + ranked(remaining), ending: ending)
  }
}

extension Sequence<Double> {
  /// The position of the largest value, the first among equals.
  var firstLargest: Int? {
    enumerated().reduce(nil as (offset: Int, element: Double)?) { best, next in
      best.map { next.element > $0.element } ?? true ? next : best
    }?.offset
  }
}
