import Imaging

/// Makes a set that does it smaller, until no single region can be left out.
///
/// Leave out each region, all at once, then as many of the spare ones together as the set can do without
/// (delta debugging, Zeller and Hildebrandt 2002, with a batch for a round). A region that was needed once
/// is taken to be needed still, until nothing else is spare: only then are all asked again, for the
/// certificate. Of many regions, binary search in the style of QuickXplain (Junker 2004) first drops the
/// tail that is not needed.
struct Reduction: Sendable {
  let test: FlipTest
  /// The regions that are left: they did it when last tested, whatever was thrown since.
  private(set) var kept: [Int]
  /// Regions taken to be needed before they are tested.
  private var needed: [Int]

  /// Above this many regions that may be spare, binary search comes first.
  private let largeCount = 8
  /// After this many regions found by binary search, leaving out all the others singly is cheaper.
  private let maxPivots = 2

  /// Begins with a set that does it.
  ///
  /// - Parameters:
  ///   - members: The set, most important region first; those behind are left out first.
  ///   - needed: Regions without which no set is expected to do it, whether they are members or not.
  ///   - test: The question that the set answers.
  init(_ members: [Int], expecting needed: [Int], test: FlipTest) {
    self.test = test
    self.needed = members.filter(needed.contains)
    kept = self.needed + members.filter { !needed.contains($0) }
  }

  /// Reduces the set to one that is 1-minimal.
  ///
  /// Without any one of the regions that stay was tested last, and none of these did it.
  ///
  /// - Throws: Whatever the evaluator throws; ``kept`` then holds what is reached.
  mutating func run() async throws {
    if kept.count - needed.count > largeCount { try await dropTail() }
    while true {
      let isLast = needed.count == kept.count
      let asked = isLast ? kept : kept.filter { !needed.contains($0) }
      let whole = set(kept)
      let leads = try await test.leads(asked.map(whole.removing))
      let spare = asked.indices.filter { test.succeeds(leads[$0]) }
        .sorted { (-leads[$0], $0) < (-leads[$1], $1) }.map { asked[$0] }
      if isLast, spare.isEmpty { return }
      needed = kept.filter { !spare.contains($0) }
      if !spare.isEmpty { try await drop(spare, from: whole) }
    }
  }

  /// Leaves out as many of the spare regions, from the front, as can be left out together.
  ///
  /// One can. If not all of them can, the count is found by bisection, as if fewer were always easier.
  private mutating func drop(_ spare: [Int], from whole: RegionSet) async throws {
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
    kept.removeAll(where: spare.prefix(low).contains)
  }

  /// Finds the regions at which the growing prefixes of the set begin to do it.
  ///
  /// Each pass finds the shortest prefix that does it together with the regions needed: its last region is
  /// needed too, and what comes behind it is not. k passes over m regions cost about k (1 + log2 m)
  /// evaluations.
  private mutating func dropTail() async throws {
    var rest = kept.filter { !needed.contains($0) }
    for _ in 0..<maxPivots where !rest.isEmpty {
      if try await succeeds(set(needed)) {
        rest = []
      } else {
        var (low, high) = (1, rest.count)
        while low < high {
          let middle = (low + high) / 2
          if try await succeeds(set(needed + rest.prefix(middle))) {
            high = middle
          } else {
            low = middle + 1
          }
        }
        needed.append(rest[low - 1])
        rest.removeSubrange((low - 1)...)
      }
      kept = needed + rest
    }
  }

  private func succeeds(_ set: RegionSet) async throws -> Bool {
    test.succeeds(try await test.leads([set])[0])
  }

  private func set(_ regions: some Sequence<Int>) -> RegionSet {
    RegionSet(regionCount: test.regionCount, regions)
  }
}
