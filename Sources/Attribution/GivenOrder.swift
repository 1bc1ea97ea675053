public import Imaging

/// An order that was made elsewhere, as a search that asks nothing: for attribution maps and baselines.
public struct GivenOrder: RegionSearch {
  /// The name in the log.
  public let name: String
  /// What the gains are differences of.
  public let objective: Objective
  private let regions: [Int]

  /// Makes a search of a finished order.
  ///
  /// - Parameters:
  ///   - name: The name in the log.
  ///   - regions: All regions, most important first.
  ///   - objective: What the gains are differences of.
  public init(name: String, regions: [Int], objective: Objective = .published) {
    self.name = name
    self.regions = regions
    self.objective = objective
  }

  /// The given order.
  public func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder {
    RegionOrder(regions: regions, ending: .complete)
  }
}
