public import Imaging

/// Greedy search that looks only at the best few of the latest scores, and at all of them now and then.
public struct WindowSearch: RegionSearch {
  /// The name `window`.
  public let name = "window"
  /// What each step maximizes.
  public let objective: Objective
  /// How many regions are scored at a step, at least 1.
  public let width: Int
  /// How many steps lie between two scorings of all that remain, at least 1.
  public let rescoreStep: Int

  /// Makes the search.
  public init(width: Int = 12, rescoreStep: Int = 8, objective: Objective = .published) {
    precondition(
      width > 0 && rescoreStep > 0,
      "a window of \(width) regions, rescored every \(rescoreStep) steps, must be above 0")
    self.width = width
    self.rescoreStep = rescoreStep
    self.objective = objective
  }

  /// Finds an order in at most `n` batches.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var growth = Growth(of: layout, objective: objective, noiseFloor: noiseFloor, evaluator)
    return try await growth.run { growth in
      try await growth.askFirstRound()
      var candidates = growth.remaining
      while let best = growth.best(of: candidates) {
        growth.settle(best)
        if growth.isFinished { return }
        let isWhole = growth.front.count % rescoreStep == 0
        candidates =
          isWhole ? growth.remaining : Array(growth.ranked(growth.remaining).prefix(width))
        try await growth.score(candidates)
      }
    }
  }
}
