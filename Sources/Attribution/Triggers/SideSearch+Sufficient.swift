import Imaging

extension SideSearch {
  /// Tries the starts of the sufficient side, given that no single region does it.
  ///
  /// The forced regions, which every set is expected to hold, lead every start, and a set may be larger by
  /// them before it is a reason to search on.
  mutating func searchSufficient(_ rankings: Rankings, forced: [Int]) async throws {
    let orders = rankings.all.map { $0.led(by: forced) }
    let discs = orders[2].regions.prefix(2).map {
      StartOrder.disc("around", around: $0, in: layout).led(by: forced)
    }
    let settledCount = max(6, forced.count + 3)
    try await reduceShortest(of: [rankings.leaveOneOut.prefix(forced.count)], expecting: forced)
    for length in [4, 8, 16, 32, layout.regionCount] {
      guard bestCount > settledCount, best == nil || length <= 16 else { return }
      let count = max(length, forced.count + length / 2)
      let around = (8...16).contains(length) ? discs : []
      try await reduceShortest(of: (orders + around).map { $0.prefix(count) }, expecting: forced)
      if length == 16, best == nil {
        let cover = StartOrder.cover(of: layout).map { $0.led(by: forced).prefix(count) }
        try await reduceShortest(of: cover, expecting: forced)
      }
    }
  }
}
