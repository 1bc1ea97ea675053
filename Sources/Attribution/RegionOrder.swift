/// What a search found: an order of all regions, and why the search ended there.
public struct RegionOrder: Sendable, Hashable {
  /// All regions, most important first: a permutation of `0 ..< regionCount`.
  public var regions: [Int]
  /// Why the search ended.
  public var ending: SearchEnding

  /// Makes an order.
  public init(regions: [Int], ending: SearchEnding) {
    self.regions = regions
    self.ending = ending
  }
}

/// Why a search ended.
public enum SearchEnding: String, Sendable, Hashable, Codable, CaseIterable {
  /// Every rank was searched for.
  case complete
  /// What was left to gain was inside the server's noise: the rest is ranked by the latest scores.
  case insideNoise = "inside-noise"
  /// The evaluations allowed were used up: the rest is ranked by the latest scores.
  case budgetSpent = "budget-spent"
}
