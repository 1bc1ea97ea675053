/// The searches that can be asked for by name.
public enum RegionSearches {
  /// All searches, the default first.
  public static let all: [any RegionSearch] = [SingleRoundSearch(), GreedySearch()]

  /// The search that is used unless another one is asked for.
  public static var standard: any RegionSearch { all[0] }

  /// The search of a name, or nil.
  public static func search(named name: String) -> (any RegionSearch)? {
    all.first { $0.name == name }
  }
}
