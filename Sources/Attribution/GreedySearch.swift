public import Imaging

/// EAGLE's greedy search, step for step as its reference code does it (`submodular_vision.py`).
///
/// Every step asks twice for every region r that is left, for S ∪ {r} and for V \ (S ∪ {r}), and takes the
/// one with the largest objective; the lowest region number wins a tie. That is `n * (n + 1)` questions, in
/// n batches; a ``CachingEvaluator`` saves the few that repeat. The reference computes in 32-bit floats, so
/// differences below about 1e-7 that decide here are ties there.
public struct GreedySearch: RegionSearch {
  /// The name `greedy`.
  public let name = "greedy"
  /// What each step maximizes.
  public let objective: Objective

  /// Makes the search.
  public init(objective: Objective = .published) { self.objective = objective }

  /// Finds the greedy order in at most `n` batches.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var growth = Growth(of: layout, objective: objective, noiseFloor: noiseFloor, evaluator)
    return try await growth.run { growth in
      while !growth.isFinished {
        try await growth.score(growth.remaining)
        guard let best = growth.best(of: growth.remaining) else { return }
        growth.settle(best)
      }
    }
  }
}
