import Imaging

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

  /// Finds the greedy order in `regionCount` batches.
  public func order(regionCount: Int, _ evaluator: any Evaluator) async throws -> [Int] {
    var chosen = RegionSet(regionCount: regionCount)
    var remaining = Array(0..<regionCount)
    var order: [Int] = []
    while !remaining.isEmpty {
      let candidates = remaining.map(chosen.inserting)
      let answers = try await evaluator.evaluate(candidates + candidates.map(\.complement))
      let scores = candidates.indices.map {
        objective.value(shown: answers[$0], hidden: answers[candidates.count + $0])
      }
      var best = 0
      for index in scores.indices where scores[index] > scores[best] { best = index }
      order.append(remaining[best])
      chosen = candidates[best]
      remaining.remove(at: best)
    }
    return order
  }
}
