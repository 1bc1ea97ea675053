import Imaging

/// Makes a set that does it smaller, until no single region can be left out.
///
/// Small sets: leave out each region, all at once, then as many of the spare ones together as the set can
/// do without (delta debugging, Zeller and Hildebrandt 2002, with a batch for a round). Large sets: the
/// binary search of QuickXplain (Junker 2004) first, which finds few needed regions among many cheaply.
struct Reduction: Sendable {
  let test: FlipTest

  /// Above this many regions binary search comes first.
  private let largeCount = 8
  /// After this many regions found by binary search, leaving out all the others singly is cheaper.
  private let maxPivots = 6

  init(test: FlipTest) { self.test = test }

  /// Reduces a set that does it to one that does it and is 1-minimal.
  ///
  /// - Parameter members: The set, most important region first; those behind are left out first.
  /// - Returns: The regions that stay. Without any one of them was tested last, and none of these did it.
  /// - Throws: Whatever the evaluator throws.
  func minimal(_ members: [Int]) async throws -> [Int] {
    var kept = members.count > largeCount ? try await pivoted(members) : members
    while true {
      let whole = set(kept)
      let leads = try await test.leads(kept.map(whole.removing))
      let spare = kept.indices.filter { test.succeeds(leads[$0]) }
        .sorted { (-leads[$0], $0) < (-leads[$1], $1) }.map { kept[$0] }
      if spare.isEmpty { return kept }
      let count = try await longestSparePrefix(of: spare, in: whole)
      kept.removeAll(where: spare.prefix(count).contains)
    }
  }

  /// How many of the spare regions, from the front, can be left out together.
  ///
  /// One can. If not all of them can, the count is found by bisection, as if fewer were always easier.
  private func longestSparePrefix(of spare: [Int], in whole: RegionSet) async throws -> Int {
    var (low, high) = (1, spare.count)
    var middle = high
    while low < high {
      if try await succeeds(whole.subtracting(set(spare.prefix(middle)))) {
        low = middle
      } else {
        high = middle - 1
      }
      middle = (low + high + 1) / 2
    }
    return low
  }

  /// Finds the regions at which the growing prefixes of `members` begin to do it.
  ///
  /// Each pass finds the shortest prefix that does it together with the regions found before: its last
  /// region is needed, and what comes behind it is not. k regions of m cost about k (1 + log2 m)
  /// evaluations.
  ///
  /// - Returns: A set that does it: the regions found and what may still be needed.
  private func pivoted(_ members: [Int]) async throws -> [Int] {
    var found: [Int] = []
    var rest = members
    while !rest.isEmpty, found.count < maxPivots {
      let needed = set(found)
      if try await succeeds(needed) { return found }
      var (low, high) = (1, rest.count)
      while low < high {
        let middle = (low + high) / 2
        if try await succeeds(needed.union(set(rest.prefix(middle)))) {
          high = middle
        } else {
          low = middle + 1
        }
      }
      found.append(rest[low - 1])
      rest.removeSubrange((low - 1)...)
    }
    return found + rest
  }

  private func succeeds(_ set: RegionSet) async throws -> Bool {
    test.succeeds(try await test.leads([set])[0])
  }

  private func set(_ regions: some Sequence<Int>) -> RegionSet {
    RegionSet(regionCount: test.regionCount, regions)
  }
}
