public import Imaging

/// Orders regions with the help of a ``SetSurrogate``, a guess at what the model would say.
///
/// After a first round of 2n + 2 and a search for the triggers, which tells what few regions do together, the
/// best order by guesses is walked: the sets along it are asked in one batch. What comes back corrects the
/// guesses, and the next order is walked, until a walk would ask nothing new or 9 evaluations a region are used.
/// After each walk, the regions of the first set that shows half of the answer are taken from it one by one, as
/// long as these are few. Of the images without the regions in front, only those are asked whose probability is
/// not guessed to be near 0; since a wrong guess there can make the wrong walk win, the first walk, the best one
/// later on, and the best three in the end are verified in full. The best verified order wins.
public struct SurrogateSearch: RegionSearch {
  /// The name `surrogate`.
  public let name = "surrogate"
  /// What the walks maximize.
  public let objective: Objective
  /// The most evaluations for each region, the final curves included.
  public let evaluationsPerRegion: Double

  /// Makes the search.
  public init(evaluationsPerRegion: Double = 9, objective: Objective = .published) {
    precondition(
      evaluationsPerRegion > 0, "\(evaluationsPerRegion) evaluations a region are not above 0")
    self.evaluationsPerRegion = evaluationsPerRegion
    self.objective = objective
  }

  /// Finds an order in about 17 batches.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var growth = Growth(of: layout, objective: objective, noiseFloor: noiseFloor, evaluator)
    var walks = SurrogateWalks(layout: layout, objective: objective, evaluator)
    let most = Int(evaluationsPerRegion * Double(layout.regionCount))
    let ranked = try await growth.run { growth in
      let round = try await growth.askFirstRound()
      walks.learn(round)
      try await walks.learnTriggers(noiseFloor: noiseFloor)
      guard !growth.isFinished else { return }
      try await walks.walk(within: most)
      try await walks.verify(1, within: most)
      while try await walks.walk(within: most * 3 / 4) {}
      try await walks.verify(1, within: most)
      while try await walks.walk(within: most) {}
      try await walks.verify(3, within: most)
    }
    guard let order = walks.best?.order else { return ranked }
    return RegionOrder(
      regions: order, ending: ranked.ending == .budgetSpent ? .budgetSpent : .complete)
  }
}
