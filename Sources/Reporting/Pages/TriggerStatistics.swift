import Attribution

/// What the summary counts over findings.
struct TriggerStatistics {
  /// The findings whose trigger was searched.
  let searched: Int
  /// Those where a set was found and flips the answer.
  let found: Int
  /// The found sets by what is proven of their size.
  let proven: [Trigger.Minimality: Int]
  /// The searches by how they ended.
  let ended: [Trigger.Status: Int]
  /// The areas of the found sets, ascending, each in 0 … 1.
  let areas: [Double]
  /// The median number of regions of the found sets.
  let medianSize: Double?

  /// Counts one side's triggers.
  init(_ triggers: [TriggerEntry]) {
    let found = triggers.filter(\.isFound)
    searched = triggers.count
    self.found = found.count
    proven = Dictionary(grouping: found, by: \.minimality).mapValues(\.count)
    ended = Dictionary(grouping: triggers, by: \.status).mapValues(\.count)
    areas = found.map(\.area).sorted()
    medianSize = Self.median(found.map { Double($0.size) }.sorted())
  }

  /// The median area of the found sets, in 0 … 1.
  var medianArea: Double? { Self.median(areas) }

  /// The found sets that are at least 1-minimal.
  var minimal: Int { found - proven[.unproven, default: 0] }

  /// The middle of sorted values, or the mean of the two in the middle.
  private static func median(_ sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
