public import Imaging

/// Orders regions by what each does alone and what the image lacks without it: one batch of 2n + 2.
///
/// The rank is `F({r})`. Where the probabilities saturate, F hardly differs between regions and the rest is
/// rounding noise of the server; the log-odds behind it still differ. So the margins' own contrast,
/// `margin({r}) - margin(V \ {r})`, squashed to -1 ... 1 and weighted with 0.01, is added: it decides among
/// regions that F cannot tell apart and never turns a difference in F above 0.02. The lowest region number
/// wins a tie, so the order is total.
public struct SingleRoundSearch: RegionSearch {
  /// The name `single-round`.
  public let name = "single-round"
  /// What ranks the regions.
  public let objective: Objective

  /// Makes the search.
  public init(objective: Objective = .published) { self.objective = objective }

  /// Ranks the regions after one batch.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    let regions = 0..<layout.regionCount
    let round = try await FirstRound(regionCount: layout.regionCount, evaluator)
    let scores = regions.map { region in
      let contrast = round.alone[region].margin - round.without[region].margin
      return objective.value(shown: round.alone[region], hidden: round.without[region])
        + 0.01 * contrast / (1 + abs(contrast))
    }
    return RegionOrder(
      regions: regions.sorted { (scores[$1], $0) < (scores[$0], $1) }, ending: .complete)
  }
}
