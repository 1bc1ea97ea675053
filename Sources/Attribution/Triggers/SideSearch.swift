import Imaging

/// The search for one side's set.
///
/// A single region that does it ends the search. Otherwise *starts* are tried in stages, cheap and promising
/// ones first: of a stage's starts that do it, the shortest is reduced to a 1-minimal set. A set of more than
/// a few regions is a sign of redundant evidence, where every leave-one-out is flat and a 1-minimal set can
/// be far too large: so it is a reason to go on to the next stage, not an answer. The set of the fewest
/// regions stays, among equals that of the least area.
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

    let leads = singleLeads(round)
    for region in leads.indices where test.succeeds(leads[region]) && test.allows(region) {
      offer(Candidate(set: set([region]), start: "single-region"))
    }
    if best != nil { return }

    let rankings = Rankings(round, for: test)
    switch test.side {
    case .necessary: try await searchNecessary(rankings, forced: forced(by: round))
    case .sufficient: try await searchSufficient(rankings, forced: forced(by: round))
    }
    try await testSubsets()
  }

  /// The lead of each region by itself.
  func singleLeads(_ round: FirstRound) -> [Double] {
    (test.side == .necessary ? round.without : round.alone).map { test.lead(margin: $0.margin) }
  }

  /// How many regions the best set has; none is larger than any.
  var bestCount: Int { best?.set.count ?? .max }

  /// Tests starts in one batch, and reduces the shortest that does it, the clearest among equals; regions
  /// that it is expected to need are tested last.
  mutating func reduceShortest(
    of starts: [Start], expecting needed: [Int] = []
  ) async throws {
    let leads = try await test.leads(starts.map { set($0.members) })
    let shortest = starts.indices.filter { test.succeeds(leads[$0]) }.min {
      (starts[$0].members.count, -leads[$0], $0) < (starts[$1].members.count, -leads[$1], $1)
    }
    if let shortest { try await reduce(starts[shortest], expecting: needed) }
  }

  /// Reduces a start that does it; where that is cut short, what is reached stays if nothing else is there.
  mutating func reduce(_ start: Start, expecting needed: [Int] = []) async throws {
    var reduction = Reduction(start.members, expecting: needed, test: test)
    do {
      try await reduction.run()
    } catch {
      best = best ?? Candidate(set: set(reduction.kept), start: start.name)
      throw error
    }
    offer(Candidate(set: set(reduction.kept), start: start.name))
  }

  /// Keeps a set that does it if it is smaller than the best so far.
  mutating func offer(_ candidate: Candidate) {
    func size(_ set: RegionSet) -> (Int, Int) { (set.count, layout.pixelCount(of: set)) }
    if let best, size(best.set) <= size(candidate.set) { return }
    best = candidate
  }

  func set(_ regions: some Sequence<Int>) -> RegionSet {
    RegionSet(regionCount: layout.regionCount, regions)
  }

  /// A region's neighbors that a set may hold.
  func allowedNeighbors(of region: Int) -> [Int] {
    layout.neighbors[region].filter(test.allows)
  }

  /// Whether the full and the empty image leave anything to search for: the answer must be there to be
  /// removed, and must not be there before anything is shown.
  private func isOpen(_ round: FirstRound) -> Bool {
    round.whole.margin > test.noiseFloor
      && (test.side == .necessary || round.empty.margin <= test.noiseFloor)
  }

  /// The regions that every set must hold as far as the model is monotone, the clearest first.
  ///
  /// A set whose removal ends the answer takes from every set that keeps it, and the other way around: so a
  /// region that does the other side's work alone is in every set of this side. Where the empty image keeps the answer,
  /// none of them does any work.
  private func forced(by round: FirstRound) -> [Int] {
    if test.side == .necessary, round.empty.margin > test.noiseFloor { return [] }
    let leads =
      switch test.side {
      case .necessary: round.alone.map(\.margin)
      case .sufficient: round.without.map { -$0.margin }
      }
    return leads.indices.filter { test.succeeds(leads[$0]) && test.allows($0) }
      .sorted { (-leads[$0], $0) < (-leads[$1], $1) }
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
}
