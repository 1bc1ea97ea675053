import Imaging

extension SideSearch {
  /// Tries the starts of the necessary side, given that no single region does it.
  ///
  /// Two regions that only together carry the answer nearly always touch: so pairs are looked for first, in
  /// the neighborhoods that flip the answer. Where to look is what the sufficient set shows: a set whose
  /// removal flips the answer must take a region from every set that keeps it.
  ///
  /// The forced regions, which every set is expected to hold, lead every start, and a set may be larger by
  /// them before it is a reason to search on.
  mutating func searchNecessary(_ rankings: Rankings, forced: [Int]) async throws {
    let near =
      forced.isEmpty
      ? Array(rankings.contrast.regions.filter(hints.contains).prefix(6)) : Array(forced.prefix(6))
    let orders = rankings.all.map { $0.led(by: forced) }
    if forced.count <= 2 {
      let centers =
        forced.isEmpty ? centers(near, rankings) : Array(forced.prefix(2 - forced.count))
      try await searchPairs(around: centers, firstOf: orders)
    }

    let discs = (near.isEmpty ? Array(rankings.contrast.regions.prefix(6)) : near).map {
      StartOrder.disc("near-sufficient", around: $0, in: layout).allowed(by: test).led(by: forced)
    }
    let cover = StartOrder.cover(of: layout).map { $0.allowed(by: test).led(by: forced) }
    func prefixes(_ orders: [StartOrder], _ length: Int) -> [Start] {
      orders.map { $0.prefix(max(length, forced.count + length / 2)) }
    }
    let stages: [(settledCount: Int, starts: [Start])] = [
      (3, [rankings.leaveOneIn.prefix(forced.count)] + prefixes(orders, 4) + prefixes(discs, 8)),
      (3, prefixes(orders, 8) + prefixes(discs, 16) + [surroundings(near)]),
      (4, prefixes(orders, 16)),
      (6, prefixes(cover, 8)),
      (6, prefixes(discs, 24)),
      (6, prefixes(cover, 16)),
      (.max - 1, prefixes(discs, 32)),
      (.max - 1, prefixes(orders, 32)),
      (.max - 1, [rankings.contrast.prefix(layout.regionCount)]),
    ]
    for stage in stages where bestCount > max(stage.settledCount, forced.count + 1) {
      try await reduceShortest(of: stage.starts, expecting: forced)
    }
  }

  /// Where pairs are looked for: at the hints, and at the first of the orders.
  private func centers(_ near: [Int], _ rankings: Rankings) -> [Int] {
    guard near.isEmpty else {
      let others = rankings.leaveOneOut.regions.filter { !near.contains($0) }
      return near + others.prefix(max(2, 5 - near.count))
    }
    var centers: [Int] = []
    for region in rankings.all.flatMap({ $0.regions.prefix(3) }) where !centers.contains(region) {
      centers.append(region)
    }
    return Array(centers.prefix(6))
  }

  /// Looks for two regions that do it: the first two of each order, and a center with one of its neighbors.
  ///
  /// A center is followed only where it does it together with all of its neighbors, and of these centers the
  /// two clearest. If no pair does it there, the clearest neighborhood is reduced.
  private mutating func searchPairs(
    around centers: [Int], firstOf orders: [StartOrder]
  ) async throws {
    let firstTwo = orders.map { $0.prefix(2) }
    let wholes = centers.map { [$0] + allowedNeighbors(of: $0) }
    let leads = try await test.leads(firstTwo.map { set($0.members) } + wholes.map { set($0) })
    for (start, lead) in zip(firstTwo, leads) where test.succeeds(lead) {
      offer(Candidate(set: set(start.members), start: start.name))
    }

    let wholeLeads = leads.dropFirst(firstTwo.count)
    let flipping = zip(wholes, wholeLeads).enumerated().filter { test.succeeds($0.element.1) }
      .sorted { (-$0.element.1, $0.offset) < (-$1.element.1, $1.offset) }
      .map(\.element.0).prefix(2)
    let pairs = flipping.map { whole in whole.dropFirst().map { set([whole[0], $0]) } }
    let pairLeads = try await test.leads(pairs.flatMap(\.self))
    for (pair, lead) in zip(pairs.joined(), pairLeads) where test.succeeds(lead) {
      offer(Candidate(set: pair, start: "near-sufficient"))
    }

    guard best == nil, let clearest = flipping.first else { return }
    let neighbors = clearest.dropFirst()
    let ordered = zip(neighbors, pairLeads).sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.map(\.0)
    try await reduce(Start(name: "near-sufficient", members: [clearest[0]] + ordered))
  }

  /// The hints with everything that touches them: evidence that is spread over more than a disc.
  private func surroundings(_ near: [Int]) -> Start {
    let neighbors = set(near.flatMap(allowedNeighbors))
    return Start(name: "near-sufficient", members: near + neighbors.subtracting(set(near)).regions)
  }
}
