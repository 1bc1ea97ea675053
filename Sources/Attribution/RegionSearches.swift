/// The searches that can be asked for by name.
public enum RegionSearches {
  /// All searches: the standard one first, then the others by what they cost, the baselines last.
  public static let all: [any RegionSearch] = [
    SurrogateSearch(), SingleRoundSearch(), WindowSearch(), LazySearch(), PhaseWindowSearch(),
    EfficientSearch(),
    EfficientSearch(scope: 8, pending: 4, resortStep: 10),
    EfficientSearch(scope: 6, pending: 4, resortStep: 15), GreedySearch(), RandomSearch(),
    CenterFirstSearch(), LeaveOneOutSearch(),
  ]

  /// The search that is used unless another one is asked for.
  public static var standard: any RegionSearch { all[0] }

  /// The search of a name, or nil.
  public static func search(named name: String) -> (any RegionSearch)? {
    all.first { $0.name == name }
  }
}
