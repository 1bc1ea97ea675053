public import Imaging

/// PhaseWin (arXiv 2511.10914, 2606.18008): greedy search in phases, each of which looks at few regions.
///
/// A phase scores all that remain and takes the best, scores all again, and sets aside those below `0.05` of
/// the then best score. Those above `0.6` of it pass, best first, through a window of `0.3 n` regions: each
/// time the window is scored, all within 1 % of its best are taken at once. A phase ends when nothing in the
/// window reaches the threshold, or when scores begin to fall faster than before. What was set aside, and
/// what is left when no score is positive, is ranked by one more scoring each.
///
/// The thresholds, and the comparison of scores with F itself rather than with its rise, are those of the
/// authors' code. There, a candidate is deferred once a phase by the toss of a coin whose bias is one half
/// at every temperature; here none is deferred, so that a run can be repeated.
public struct PhaseWindowSearch: RegionSearch {
  /// The name `phase-window`.
  public let name = "phase-window"
  /// What is maximized.
  public let objective: Objective

  private let windowShare = 0.3
  private let deletionShare = 0.05
  private let selectionShare = 0.6
  private let acceptedShare = 0.99
  private let saturation = (ratioRise: 0.02, kept: 0.98)

  /// Makes the search.
  public init(objective: Objective = .published) { self.objective = objective }

  /// Finds an order; the number of batches depends on the scores.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var growth = Growth(of: layout, objective: objective, noiseFloor: noiseFloor, evaluator)
    let width = max(1, Int(Double(layout.regionCount) * windowShare))
    return try await growth.run { growth in
      var aside: [Int] = []
      while true {
        let left = growth.remaining.filter { !aside.contains($0) }
        if growth.isFinished || left.isEmpty { break }
        try await growth.score(left)
        guard let best = growth.best(of: left), growth.score(best) > 0 else { break }
        growth.settle(best)
        try await pass(left.filter { $0 != best }, width: width, aside: &aside, &growth)
      }
      for group in [growth.remaining.filter { !aside.contains($0) }, aside] where !growth.isFinished
      {
        if group.isEmpty { continue }
        try await growth.score(group)
        for region in byScore(group, growth) { growth.settle(region) }
      }
    }
  }

  /// Passes what remains of a phase through its window.
  private func pass(
    _ left: [Int], width: Int, aside: inout [Int], _ growth: inout Growth
  ) async throws {
    if left.isEmpty || growth.isFinished { return }
    var (beforeLast, last): (Double?, Double) = (nil, growth.value)
    try await growth.score(left)
    let queue = byScore(left, growth)
    let best = growth.score(queue[0])
    guard best > 0 else { return }
    aside += left.filter { growth.score($0) < deletionShare * best }
    let threshold = selectionShare * best
    var tail = queue.filter { growth.score($0) >= threshold }[...]
    var window = Array(tail.prefix(width))
    tail = tail.dropFirst(width)
    while !window.isEmpty, !growth.isFinished {
      try await growth.score(window)
      let scores = growth.standings
      let largest = window.map(growth.score).max() ?? 0
      let accepted = window.filter {
        growth.score($0) >= max(threshold, acceptedShare * largest)
      }
      if accepted.isEmpty { return }
      for region in accepted {
        let score = scores[region]?.score ?? 0
        if let older = beforeLast,
          last / max(1e-12, score) - older / max(1e-12, last) > saturation.ratioRise
        {
          if score >= saturation.kept * last { growth.settle(region) }
          return
        }
        growth.settle(region)
        (beforeLast, last) = (last, score)
      }
      window = window.filter { !accepted.contains($0) }
      let refill = tail.prefix(width - window.count)
      window += refill
      tail = tail.dropFirst(refill.count)
    }
  }

  private func byScore(_ regions: [Int], _ growth: Growth) -> [Int] {
    regions.sorted { (-growth.score($0), $0) < (-growth.score($1), $1) }
  }
}
