import Imaging

/// An order in the making, and what is known of the regions that it does not hold yet.
///
/// Regions are settled from the front, most important first, and by some searches from the back as well. S is
/// what is in front, K is all that is not at the back. Whatever is asked about a region leaves its latest
/// ``Standing`` here. That goes stale as S grows, but it is what ranks the rest when the search has to end.
struct Growth: Sendable {
  /// What the latest evaluation said about a region.
  struct Standing: Sendable {
    /// F of the set that was asked: S with the region, or K without it.
    let score: Double
    /// What the region added to F there.
    let gain: Double
    /// How much more the margin is with S ∪ {r} alone than without it, squashed to at most ±0.01.
    ///
    /// It ranks regions that saturated probabilities cannot tell apart, and turns no difference above 0.02.
    let contrast: Double
  }

  let regionCount: Int
  let objective: Objective
  /// The regions in front, most important first.
  private(set) var front: [Int] = []
  /// The regions at the back, least important first.
  private(set) var back: [Int] = []
  /// S, the regions in front.
  private(set) var chosen: RegionSet
  /// K, all regions but those at the back.
  private(set) var kept: RegionSet
  /// The regions at neither end, ascending.
  private(set) var remaining: [Int]
  /// The latest standing of each region, by region; nil while nothing is known of it.
  private(set) var standings: [Standing?]
  /// F(S); F(∅) counts as 0 while it has not been asked for.
  private(set) var value = 0.0
  /// F(K); nil while F(V) has not been asked for.
  private(set) var keptValue: Double?
  private let noise: Double
  private let evaluator: any Evaluator

  init(
    of layout: RegionLayout, objective: Objective, noiseFloor: Double, _ evaluator: any Evaluator
  ) {
    regionCount = layout.regionCount
    self.objective = objective
    self.evaluator = evaluator
    chosen = RegionSet(regionCount: regionCount)
    kept = chosen.complement
    remaining = Array(0..<regionCount)
    standings = Array(repeating: nil, count: regionCount)
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
      guard standings.contains(where: { $0 != nil }) else { throw error }
      return order(ending: .budgetSpent)
    }
  }

  /// Whether a search has nothing left to do: all regions are settled, or only noise is left to gain.
  var isFinished: Bool {
    guard let keptValue, noise > 0 else { return remaining.isEmpty }
    return abs(keptValue - value) <= noise
      && remaining.allSatisfy { abs(standings[$0]?.gain ?? .infinity) <= noise }
  }

  /// Asks for the two ends, ∅ and V.
  mutating func askEnds() async throws {
    let none = RegionSet(regionCount: regionCount)
    let answers = try await evaluator.evaluate([none, none.complement])
    begin(empty: answers[0], whole: answers[1])
  }

  /// Asks for a first round and takes over what it says of each region by itself.
  @discardableResult
  mutating func askFirstRound() async throws -> FirstRound {
    let round = try await FirstRound(regionCount: regionCount, evaluator)
    begin(empty: round.empty, whole: round.whole)
    for region in 0..<regionCount {
      note(region, shown: round.alone[region], hidden: round.without[region])
    }
    return round
  }

  /// Asks what some regions would make of S, in one batch.
  ///
  /// The first batch also asks for the two ends where there is noise to be compared with.
  mutating func score(_ regions: [Int]) async throws {
    let sets = regions.map(chosen.inserting)
    let none = RegionSet(regionCount: regionCount)
    let ends = noise > 0 && keptValue == nil ? [none, none.complement] : []
    let answers = try await evaluator.evaluate(sets + sets.map(\.complement) + ends)
    if !ends.isEmpty { begin(empty: answers[2 * sets.count], whole: answers[2 * sets.count + 1]) }
    for (index, region) in regions.enumerated() {
      note(region, shown: answers[index], hidden: answers[sets.count + index])
    }
  }

  /// Asks what K would be without some regions, in one batch.
  ///
  /// - Precondition: The ends are known.
  mutating func scoreAtBack(_ regions: [Int]) async throws {
    let sets = regions.map(kept.removing)
    let answers = try await evaluator.evaluate(sets + sets.map(\.complement))
    for (index, region) in regions.enumerated() {
      let (shown, hidden) = (answers[index], answers[sets.count + index])
      let score = objective.value(shown: shown, hidden: hidden)
      standings[region] = Standing(
        score: score, gain: (keptValue ?? 0) - score, contrast: -contrast(shown, hidden))
    }
  }

  /// Puts a region at the end of the front; its latest score becomes F(S).
  mutating func settle(_ region: Int) {
    front.append(region)
    chosen.insert(region)
    remaining.removeAll { $0 == region }
    value = standings[region]?.score ?? value
  }

  /// Puts a region before the back.
  ///
  /// - Parameters:
  ///   - region: One of the remaining regions.
  ///   - value: F of the new K.
  mutating func settleAtBack(_ region: Int, value: Double) {
    back.append(region)
    kept.remove(region)
    remaining.removeAll { $0 == region }
    keptValue = value
  }

  /// The one of some regions with the largest latest score, the lowest number among equals.
  func best(of regions: [Int]) -> Int? {
    regions.min { (-score($0), $0) < (-score($1), $1) }
  }

  /// The latest score of a region.
  func score(_ region: Int) -> Double { standings[region]?.score ?? -.infinity }

  /// Some regions by their latest gain and contrast, the lowest number first among equals, the unknown last.
  func ranked(_ regions: [Int]) -> [Int] {
    func rank(_ region: Int) -> Double {
      standings[region].map { $0.gain + $0.contrast } ?? -.infinity
    }
    return regions.sorted { (-rank($0), $0) < (-rank($1), $1) }
  }

  private mutating func begin(empty: Evaluation, whole: Evaluation) {
    value = objective.value(shown: empty, hidden: whole)
    keptValue = objective.value(shown: whole, hidden: empty)
  }

  private mutating func note(_ region: Int, shown: Evaluation, hidden: Evaluation) {
    let score = objective.value(shown: shown, hidden: hidden)
    standings[region] = Standing(
      score: score, gain: score - value, contrast: contrast(shown, hidden))
  }

  private func contrast(_ shown: Evaluation, _ hidden: Evaluation) -> Double {
    let difference = shown.margin - hidden.margin
    return 0.01 * difference / (1 + abs(difference))
  }

  private func order(ending: SearchEnding) -> RegionOrder {
    RegionOrder(regions: front + ranked(remaining) + back.reversed(), ending: ending)
  }
}
