public import Imaging

/// Greedy search that rescores only what could still win (Minoux 1978; CELF, Leskovec et al., KDD 2007).
///
/// If what a region adds only shrinks as S grows, its latest gain is an upper bound: the best region is
/// found once the largest gain of all is a fresh one. Stale gains are renewed from the top, a batch at a time.
/// Where F is monotone and submodular the order is the greedy one. A model's F is neither, so that a region
/// whose gain grows with S is noticed late.
public struct LazySearch: RegionSearch {
  /// The name `lazy`.
  public let name = "lazy"
  /// What each step maximizes.
  public let objective: Objective
  /// How many stale gains are renewed at a time, at least 1.
  public let batchSize: Int

  /// Makes the search.
  public init(batchSize: Int = 8, objective: Objective = .published) {
    precondition(batchSize > 0, "a batch of \(batchSize) regions asks nothing")
    self.batchSize = batchSize
    self.objective = objective
  }

  /// Finds an order; the number of batches depends on how fast the gains shrink.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var growth = Growth(of: layout, objective: objective, noiseFloor: noiseFloor, evaluator)
    return try await growth.run { growth in
      try await growth.askFirstRound()
      var fresh = Set(growth.remaining)
      while !growth.isFinished {
        let gains = growth.standings.map { $0?.gain ?? .infinity }
        let queue = growth.remaining.sorted { (-gains[$0], $0) < (-gains[$1], $1) }
        guard let first = queue.first else { return }
        if fresh.contains(first) {
          // Two scores can differ by less than their gains can tell.
          let equals = growth.remaining.filter { fresh.contains($0) && gains[$0] == gains[first] }
          growth.settle(growth.best(of: equals) ?? first)
          fresh = []
        } else {
          let stale = Array(queue.filter { !fresh.contains($0) }.prefix(batchSize))
          try await growth.score(stale)
          fresh.formUnion(stale)
        }
      }
    }
  }
}
