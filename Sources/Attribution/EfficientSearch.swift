public import Imaging

/// The cheaper search of EAGLE's reference code (`efficient_attribution.py`), which grows from both ends.
///
/// The regions wait in a queue. The first step, and then every `resortStep`-th, scores the whole queue, sorts
/// it and takes the best to the front; the steps between score only the first `scope` of it. The worst of the
/// first step goes to the back; after each later step, while more than `pending` wait, the last `pending` are
/// tried there, and the one that the image does best without goes before the back. At 64 regions that is
/// 1412, 944 and 784 questions for the three published settings. Where equal scores meet, the lowest region
/// number goes to the front and the highest to the back; the reference leaves both to its sort.
public struct EfficientSearch: RegionSearch {
  /// `efficient`, followed by the settings when they are not the first published ones.
  public let name: String
  /// What each step maximizes.
  public let objective: Objective
  /// How many of the queue's first are scored between two sorts, at least 1.
  public let scope: Int
  /// How many of the queue's last are tried at the back, at least 1.
  public let pending: Int
  /// How many steps lie between two sorts, at least 1.
  public let resortStep: Int

  /// Makes the search with the first published settings unless others are given.
  public init(
    scope: Int = 10, pending: Int = 8, resortStep: Int = 5, objective: Objective = .published
  ) {
    precondition(
      scope > 0 && pending > 0 && resortStep > 0,
      "a scope of \(scope), \(pending) pending and a resort step of \(resortStep) must all be above 0"
    )
    self.scope = scope
    self.pending = pending
    self.resortStep = resortStep
    self.objective = objective
    name =
      (scope, pending, resortStep) == (10, 8, 5)
      ? "efficient" : "efficient-\(scope)-\(pending)-\(resortStep)"
  }

  /// Finds an order from both ends, two batches a step.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var growth = Growth(of: layout, objective: objective, noiseFloor: noiseFloor, evaluator)
    return try await growth.run { growth in
      var queue = growth.remaining
      try await growth.askEnds()
      var step = 0
      while !growth.isFinished {
        guard let first = queue.first, queue.count > 1 else {
          if let last = queue.first { growth.settle(last) }
          return
        }
        if step % resortStep == 0 {
          try await growth.score(queue)
          let scores = growth.standings
          queue.sort { (-(scores[$0]?.score ?? 0), $0) < (-(scores[$1]?.score ?? 0), $1) }
        } else {
          try await growth.score(Array(queue.prefix(scope)))
        }
        let best = growth.best(of: Array(queue.prefix(scope))) ?? first
        growth.settle(best)
        queue.removeAll { $0 == best }
        if let worst = try await worst(of: queue, isFirst: step == 0, &growth) {
          queue.removeAll { $0 == worst }
        }
        step += 1
      }
    }
  }

  /// Takes a region of the queue to the back, if any is to go there.
  private func worst(
    of queue: [Int], isFirst: Bool, _ growth: inout Growth
  ) async throws -> Int? {
    if isFirst {
      guard let last = queue.last else { return nil }
      growth.settleAtBack(last, value: growth.keptValue ?? 0)
      return last
    }
    guard queue.count > pending else { return nil }
    let candidates = Array(queue.suffix(pending))
    try await growth.scoreAtBack(candidates)
    let worst = candidates.max { (growth.score($0), $0) < (growth.score($1), $1) }
    if let worst { growth.settleAtBack(worst, value: growth.score(worst)) }
    return worst
  }
}
