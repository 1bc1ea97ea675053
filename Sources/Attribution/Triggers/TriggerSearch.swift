public import Imaging

/// Finds the smallest part of the image that makes the model give an answer, and proves it minimal.
///
/// The sufficient side is searched first, because it shows where to look for the other: a set whose removal
/// flips the answer must take a region from every set that keeps it. Both sides share the first round of
/// 2n + 2 evaluations. The search is deterministic.
public struct TriggerSearch: Sendable {
  /// The regions; of two sets with as many regions the smaller is the one of less area.
  public let layout: RegionLayout
  /// The difference of log-probabilities that means nothing, in nats, at least 0.
  public let noiseFloor: Double
  /// The most distinct sets to ask for, both sides together, or nil for no limit.
  public let maxEvaluations: Int?
  /// How far the counter-answer must lead without the necessary set, in nats, at least 0; 0 for any flip.
  public let demand: Double
  /// Regions that the necessary set must not hold, so that it is looked for elsewhere; nil for none.
  ///
  /// Two regions are then never called the minimum: a protected one may do it alone.
  public let protected: RegionSet?

  /// Makes a search.
  public init(
    layout: RegionLayout, noiseFloor: Double, maxEvaluations: Int?, demand: Double = 0,
    protecting protected: RegionSet? = nil
  ) {
    precondition(noiseFloor >= 0, "a noise floor of \(noiseFloor) nats is below 0")
    self.layout = layout
    self.noiseFloor = noiseFloor
    self.maxEvaluations = maxEvaluations
    self.demand = demand
    self.protected = protected
  }

  /// Finds the necessary set, then the sufficient one.
  ///
  /// - Returns: Two triggers, `necessary` first.
  /// - Throws: Whatever the evaluator throws; a spent budget is a status, not an error.
  public func triggers(_ evaluator: any Evaluator) async throws -> [Trigger] {
    let shared = CachingEvaluator(evaluator, budget: maxEvaluations)
    let sufficient = try await trigger(.sufficient, near: [], CachingEvaluator(shared))
    let necessary = try await trigger(
      .necessary, near: sufficient.regions.regions, CachingEvaluator(shared))
    return [necessary, sufficient]
  }

  private func trigger(
    _ side: Trigger.Side, near hints: [Int], _ evaluator: CachingEvaluator
  ) async throws -> Trigger {
    let test = FlipTest(
      side: side, regionCount: layout.regionCount, noiseFloor: noiseFloor, evaluator: evaluator,
      demand: demand, protected: protected)
    var search = SideSearch(test: test, layout: layout, hints: hints)
    do {
      try await search.run()
      return await search.trigger(isBudgetSpent: false)
    } catch is BudgetSpent {
      return await search.trigger(isBudgetSpent: true)
    }
  }
}
