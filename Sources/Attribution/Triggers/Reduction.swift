import Imaging

/// Makes a set that does it smaller until no single region can be left out: delta debugging
/// (Zeller and Hildebrandt 2002) with the binary search of QuickXplain (Junker 2004) for large sets.
struct Reduction: Sendable {
  let test: FlipTest
  let layout: RegionLayout

  /// Up to this many regions are all left out singly at once; above, binary search is cheaper.
  private let smallCount = 6

  /// Reduces a set that does it to one that does it and is 1-minimal.
  ///
  /// - Parameter members: The set, most important region first; those behind are left out first.
  /// - Returns: The regions that stay, in the same order; leaving out any one of them was tested last.
  func minimal(_ members: [Int]) async throws -> [Int] {
    var kept = members
    while true {
      if kept.count > smallCount { kept = try await pivots(of: kept) }
      let leads = try await test.leads(kept.map { set(kept).removing($0) })
      let spare = kept.indices.filter { test.succeeds(leads[$0]) }.sorted {
        (-leads[$0], $0) < (-leads[$1], $1)
      }.map { kept[$0] }
      if spare.isEmpty { return kept }
      let gone = try await shortest(1...spare.count, largestFirst: true) { count in
        set(kept).subtracting(set(Array(spare.prefix(count))))
      }
      kept.removeAll { spare.prefix(gone).contains($0) }
    }
  }

  /// The regions at which the growing prefixes of `members` begin to do it, given those found before.
  ///
  /// Each round finds the shortest prefix that does it together with the regions found so far; its last
  /// region is needed, and only what comes before it can matter further. k of m regions cost about
  /// k (1 + log2 m) evaluations.
  private func pivots(of members: [Int]) async throws -> [Int] {
    var found: [Int] = []
    var rest = members
    while !rest.isEmpty {
      let needed = set(found)
      let alone = try await test.leads([needed])
      if test.succeeds(alone[0]) { break }
      let length = try await shortest(1...rest.count, largestFirst: false) { count in
        needed.union(set(Array(rest.prefix(count))))
      }
      found.append(rest[length - 1])
      rest.removeSubrange((length - 1)...)
    }
    return members.filter(found.contains)
  }

  /// Binary search in a range of which one end is known to do it: the upper end, looking for the smallest
  /// count that does it, or the lower end, looking for the largest.
  func shortest(
    _ counts: ClosedRange<Int>, largestFirst: Bool, _ make: (Int) -> RegionSet
  ) async throws -> Int {
    var (low, high) = (counts.lowerBound, counts.upperBound)
    if largestFirst, low < high {
      let all = try await test.leads([make(high)])
      if test.succeeds(all[0]) { return high }
      high -= 1
    }
    while low < high {
      let middle = largestFirst ? (low + high + 1) / 2 : (low + high) / 2
      let does = test.succeeds(try await test.leads([make(middle)])[0])
      switch (largestFirst, does) {
      case (true, true): low = middle
      case (true, false): high = middle - 1
      case (false, true): high = middle
      case (false, false): low = middle + 1
      }
    }
    return low
  }

  func set(_ regions: [Int]) -> RegionSet {
    RegionSet(regionCount: layout.regionCount, regions)
  }
}
