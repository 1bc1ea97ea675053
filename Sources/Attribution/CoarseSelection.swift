public import Imaging

/// Which regions of a coarse partition are worth cutting up: those that carry the answer.
///
/// A coarse first round costs 2n + 2 evaluations of few regions. What hardly moves the answer there can stay in
/// one piece, so that a search at the finer partition has fewer regions to order.
public struct CoarseSelection: Sendable, Hashable {
  /// The share of the regions that is cut up by rank, besides the triggers.
  static let rankedShare = 0.25

  /// The regions to cut up; at least one.
  public let regions: RegionSet

  /// Chooses regions: the quarter that ranks first in one round, and the sets that trigger the answer.
  ///
  /// - Parameters:
  ///   - layout: The coarse regions.
  ///   - noiseFloor: The difference of log-probabilities that means nothing, in nats, at least 0.
  ///   - evaluator: Who is asked about the coarse regions.
  /// - Throws: Whatever the evaluator throws.
  public init(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws {
    let shared = CachingEvaluator(evaluator)
    let order = try await SingleRoundSearch().order(of: layout, noiseFloor: noiseFloor, shared)
    let triggers = try await TriggerSearch(
      layout: layout, noiseFloor: noiseFloor, maxEvaluations: nil
    ).triggers(shared)
    let ranked = max(1, Int((Double(layout.regionCount) * Self.rankedShare).rounded()))
    regions = triggers.reduce(
      RegionSet(regionCount: layout.regionCount, order.regions.prefix(ranked))
    ) { $0.union($1.regions) }
  }
}
