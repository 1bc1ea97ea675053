public import Imaging

/// The regions in random order: what an order is worth that knows nothing.
///
/// It asks nothing.
public struct RandomSearch: RegionSearch {
  /// `random`, followed by the seed when it is not 1.
  public let name: String
  /// What the gains along the order are differences of.
  public let objective: Objective
  /// What the order is drawn from.
  public let seed: UInt64

  /// Makes the search.
  public init(seed: UInt64 = 1, objective: Objective = .published) {
    self.seed = seed
    self.objective = objective
    name = seed == 1 ? "random" : "random-\(seed)"
  }

  /// Shuffles the regions.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    var regions = Array(0..<layout.regionCount)
    var generator = SplitMix(state: seed)
    generator.shuffle(&regions)
    return RegionOrder(regions: regions, ending: .complete)
  }
}

/// The regions by how near their middle is to the image's: photographers center what matters.
///
/// It asks nothing.
public struct CenterFirstSearch: RegionSearch {
  /// The name `center-first`.
  public let name = "center-first"
  /// What the gains along the order are differences of.
  public let objective: Objective

  /// Makes the search.
  public init(objective: Objective = .published) { self.objective = objective }

  /// Sorts by distance, the lowest region number first among equals.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    let (x, y) = (Double(layout.width - 1) / 2, Double(layout.height - 1) / 2)
    let distances = layout.centroids.map { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) }
    return RegionOrder(
      regions: distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) },
      ending: .complete)
  }
}

/// The regions by how far the answer falls without each: one batch of n.
public struct LeaveOneOutSearch: RegionSearch {
  /// The name `leave-one-out`.
  public let name = "leave-one-out"
  /// What the gains along the order are differences of.
  public let objective: Objective

  /// Makes the search.
  public init(objective: Objective = .published) { self.objective = objective }

  /// Sorts by the probability that is left, then by the margin, then by the region number.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    let regions = Array(0..<layout.regionCount)
    let all = RegionSet.all(regionCount: layout.regionCount)
    let left = try await evaluator.evaluate(regions.map(all.removing))
    return RegionOrder(
      regions: regions.sorted {
        (left[$0].meanProbability, left[$0].margin, $0)
          < (left[$1].meanProbability, left[$1].margin, $1)
      }, ending: .complete)
  }
}
