import Imaging

/// The search for one side's set.
///
/// 1. A single region that does it ends the search.
/// 2. *Starts* are orders of all regions; the shortest prefix that does it is reduced to a 1-minimal set.
///    The first starts rank by the leave-one-out leads, the leave-one-in leads and their sum.
/// 3. Where evidence is redundant, every leave-one-out is flat and those sets come out far too large. So a
///    large set is a reason to search on, from discs of neighboring regions all over the image.
/// 4. The smallest set by area stays, and its remaining proper subsets are tested.
struct SideSearch: Sendable {
  let test: FlipTest
  let layout: RegionLayout
  private(set) var round: FirstRound?
  private(set) var best: Candidate?

  /// A set that does it, and where it came from.
  struct Candidate: Sendable {
    var set: RegionSet
    var start: String
  }

  /// An order of all regions, of which a prefix may do it.
  struct Start: Sendable {
    let name: String
    let order: [Int]
  }

  init(test: FlipTest, layout: RegionLayout) {
    self.test = test
    self.layout = layout
  }

  /// Searches until a set is found, reduced and proven, or nothing is left to try.
  mutating func run() async throws {
    let round = try await FirstRound(regionCount: layout.regionCount, test.evaluator)
    self.round = round
    guard try await isOpen(round) else { return }

    let own = ownLeads(round)
    let singles = own.indices.filter { test.succeeds(own[$0]) }
    if let single = singles.min(by: { layout.pixelCounts[$0] < layout.pixelCounts[$1] }) {
      best = Candidate(set: set([single]), start: "single-region")
      return
    }

    let starts = rankStarts(round)
    try await tryPrefixes(of: starts, sizes: [2, 4, 8], keep: 2)
    if best == nil {
      try await tryPrefixes(of: starts, sizes: [16, 32, layout.regionCount], keep: 1)
    }
    if isLarge {
      let discs = centers().map { Start(name: "disc", order: disc(around: $0)) }
      try await tryPrefixes(of: discs, sizes: [8], keep: 2)
      if isLarge { try await tryPrefixes(of: discs, sizes: [16], keep: 2) }
    }
    try await testSubsets()
  }

  /// Whether the full and the empty image leave anything to search for on this side.
  private func isOpen(_ round: FirstRound) async throws -> Bool {
    round.whole.margin > test.noiseFloor
      && (test.side == .necessary || round.empty.margin <= test.noiseFloor)
  }

  /// The lead of each region by itself on this side.
  func ownLeads(_ round: FirstRound) -> [Double] {
    (test.side == .necessary ? round.without : round.alone).map { test.lead(margin: $0.margin) }
  }

  private func rankStarts(_ round: FirstRound) -> [Start] {
    let alone = round.alone.map(\.margin)
    let without = round.without.map { -$0.margin }
    return [
      Start(name: "leave-one-out", order: ranking(without)),
      Start(name: "leave-one-in", order: ranking(alone)),
      Start(name: "contrast", order: ranking(zip(alone, without).map { $0 + $1 })),
    ]
  }

  /// The regions by falling score, the lowest number first among equals.
  private func ranking(_ score: [Double]) -> [Int] {
    score.indices.sorted { (score[$1], $0) < (score[$0], $1) }
  }

  var isLarge: Bool { best.map { $0.set.count > 3 } ?? true }

  private func disc(around center: Int) -> [Int] {
    let c = layout.centroids[center]
    func d(_ r: Int) -> Double {
      let p = layout.centroids[r]
      return (p.x - c.x) * (p.x - c.x) + (p.y - c.y) * (p.y - c.y)
    }
    return (0..<layout.regionCount).sorted { (d($0), $0) < (d($1), $1) }
  }

  private func centers() -> [Int] {
    let side = 4
    var result: [Int] = []
    for y in 0..<side {
      for x in 0..<side {
        let px = (Double(x) + 0.5) / Double(side) * Double(layout.width)
        let py = (Double(y) + 0.5) / Double(side) * Double(layout.height)
        func d(_ r: Int) -> Double {
          let p = layout.centroids[r]
          return (p.x - px) * (p.x - px) + (p.y - py) * (p.y - py)
        }
        if let c = (0..<layout.regionCount).min(by: { d($0) < d($1) }), !result.contains(c) {
          result.append(c)
        }
      }
    }
    return result
  }

  private mutating func tryPrefixes(of starts: [Start], sizes: [Int], keep: Int) async throws {
    let sizes = sizes.filter { $0 <= layout.regionCount }
    let sets = starts.flatMap { start in sizes.map { set(start.order.prefix($0)) } }
    let leads = try await test.leads(sets)
    var hits: [(size: Int, lead: Double, start: Int)] = []
    for index in starts.indices {
      if let k = sizes.indices.first(where: { test.succeeds(leads[index * sizes.count + $0]) }) {
        hits.append((sizes[k], leads[index * sizes.count + k], index))
      }
    }
    hits.sort { ($0.size, -$0.lead, $0.start) < ($1.size, -$1.lead, $1.start) }
    for hit in hits.prefix(keep) {
      try await reduce(
        Array(starts[hit.start].order.prefix(hit.size)), from: starts[hit.start].name)
    }
  }

  /// Makes members 1-minimal and keeps them if they are smaller than the best set so far.
  private mutating func reduce(_ members: [Int], from start: String) async throws {
    if best == nil { best = Candidate(set: set(members), start: start) }
    let reduction = Reduction(test: test, layout: layout)
    let reduced = set(try await reduction.minimal(members))
    if let best, layout.pixelCount(of: reduced) < layout.pixelCount(of: best.set) {
      self.best = Candidate(set: reduced, start: start)
    }
  }

  /// Tests the smaller proper subsets of a small set; one that does it after all takes its place.
  private mutating func testSubsets() async throws {
    while let best {
      let certificate = Certificate(set: best.set, test: test)
      let subsets = certificate.smallerSubsets.map(certificate.subject)
      let leads = try await test.leads(subsets)
      guard let index = leads.lastIndex(where: test.succeeds) else { return }
      self.best?.set = subsets[index]
    }
  }

  private func set(_ regions: some Sequence<Int>) -> RegionSet {
    RegionSet(regionCount: layout.regionCount, regions)
  }
}
