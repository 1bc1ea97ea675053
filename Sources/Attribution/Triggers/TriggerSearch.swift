public import Imaging

/// Finds the smallest part of the image that makes the model give an answer, and proves it minimal.
public struct TriggerSearch: Sendable {
  /// The regions; the smaller of two sets is the one of less area.
  public let layout: RegionLayout
  /// The difference of log-probabilities that means nothing, in nats, at least 0.
  public let noiseFloor: Double
  /// The most distinct sets to ask for, both sides together, or nil for no limit.
  public let maxEvaluations: Int?

  /// Makes a search.
  public init(layout: RegionLayout, noiseFloor: Double, maxEvaluations: Int?) {
    precondition(noiseFloor >= 0, "a noise floor of \(noiseFloor) nats is below 0")
    self.layout = layout
    self.noiseFloor = noiseFloor
    self.maxEvaluations = maxEvaluations
  }

  /// Finds the necessary set, then the sufficient one.
  ///
  /// - Returns: Two triggers, `necessary` first.
  /// - Throws: Whatever the evaluator throws; a spent budget is a status, not an error.
  public func triggers(_ evaluator: any Evaluator) async throws -> [Trigger] {
    let shared = CachingEvaluator(evaluator, budget: maxEvaluations)
    var found: [Trigger] = []
    for side in Trigger.Side.allCases {
      found.append(try await trigger(side, CachingEvaluator(shared)))
    }
    return found
  }

  private func trigger(
    _ side: Trigger.Side, _ evaluator: CachingEvaluator
  ) async throws -> Trigger {
    let test = FlipTest(side: side, noiseFloor: noiseFloor, evaluator: evaluator)
    var search = SideSearch(test: test, layout: layout)
    do {
      try await search.run()
      return await search.trigger(isBudgetSpent: false)
    } catch is BudgetSpent {
      return await search.trigger(isBudgetSpent: true)
    }
  }
}
