import Imaging

/// The search for one side's set.
///
/// A single region that does it ends the search. Otherwise *starts* are tried in stages, cheap and
/// promising ones first: of the prefixes of one length that do it, the clearest is reduced to a 1-minimal
/// set. A set of more than a few regions is a sign of redundant evidence, where every leave-one-out is flat
/// and a 1-minimal set can be far too large: so it is a reason to go on to the next stage, not an answer.
/// The set of the least area stays.
struct SideSearch: Sendable {
  /// A set that does it, and the start that led to it.
  struct Candidate: Sendable {
    var set: RegionSet
    let start: String
  }

  let test: FlipTest
  let layout: RegionLayout
  /// Regions near which a set is likely.
  let hints: [Int]
  private(set) var round: FirstRound?
  private(set) var best: Candidate?

  /// Up to this many regions a set is small enough to end the search.
  private let settledCount = 6
  /// Longer prefixes are tried only while nothing does it: they reduce to large sets, at a high price.
  private let worthwhileLength = 16

  init(test: FlipTest, layout: RegionLayout, hints: [Int]) {
    self.test = test
    self.layout = layout
    self.hints = hints
  }

  /// Searches until a set is found, reduced and proven, or nothing is left to try.
  ///
  /// - Throws: ``BudgetSpent`` and whatever else the evaluator throws; what was found so far stays.
  mutating func run() async throws {
    let round = try await FirstRound(regionCount: layout.regionCount, test.evaluator)
    self.round = round
    guard isOpen(round) else { return }

    let single = singleLeads(round).enumerated().filter { test.succeeds($0.element) }
      .min { layout.pixelCounts[$0.offset] < layout.pixelCounts[$1.offset] }
    if let single {
      best = Candidate(set: set([single.offset]), start: "single-region")
      return
    }

    let ranked = Start.ranked(by: round)
    let near = hints.prefix(8).map { Start.disc("near-sufficient", around: $0, in: layout) }
    let cover = Start.cover(of: layout)
    let stages = [
      (ranked, 4), (ranked, 8), (near, 8), (near, 16), (ranked, 16), (cover, 8), (cover, 16),
      (ranked, 32), (ranked, layout.regionCount),
    ]
    for (starts, length) in stages where !isSettled {
      if length <= worthwhileLength || best == nil {
        try await reduceClearest(of: starts, length: min(length, layout.regionCount))
      }
    }
    try await testSubsets()
  }

  /// The lead of each region by itself.
  func singleLeads(_ round: FirstRound) -> [Double] {
    (test.side == .necessary ? round.without : round.alone).map { test.lead(margin: $0.margin) }
  }

  private var isSettled: Bool { best.map { $0.set.count <= settledCount } ?? false }

  /// Whether the full and the empty image leave anything to search for: the answer must be there to be
  /// removed, and must not be there before anything is shown.
  private func isOpen(_ round: FirstRound) -> Bool {
    round.whole.margin > test.noiseFloor
      && (test.side == .necessary || round.empty.margin <= test.noiseFloor)
  }

  /// Tests one prefix of each start in one batch, and reduces the one that does it most clearly.
  private mutating func reduceClearest(of starts: [Start], length: Int) async throws {
    let leads = try await test.leads(starts.map { set($0.order.prefix(length)) })
    let clearest = leads.indices.filter { test.succeeds(leads[$0]) }
      .min { (-leads[$0], $0) < (-leads[$1], $1) }
    guard let clearest else { return }

    let (members, name) = (Array(starts[clearest].order.prefix(length)), starts[clearest].name)
    if best == nil { best = Candidate(set: set(members), start: name) }
    let reduced = set(try await Reduction(test: test).minimal(members))
    if let best, layout.pixelCount(of: reduced) < layout.pixelCount(of: best.set) {
      self.best = Candidate(set: reduced, start: name)
    }
  }

  /// Tests the smaller proper subsets of a small set; one that does it after all takes its place.
  private mutating func testSubsets() async throws {
    while let candidate = best {
      let certificate = Certificate(set: candidate.set, test: test)
      let subsets = certificate.smallerSubsets.map(certificate.subject)
      let leads = try await test.leads(subsets)
      guard let smallest = leads.lastIndex(where: test.succeeds) else { return }
      best?.set = subsets[smallest]
    }
  }

  private func set(_ regions: some Sequence<Int>) -> RegionSet {
    RegionSet(regionCount: layout.regionCount, regions)
  }
}
