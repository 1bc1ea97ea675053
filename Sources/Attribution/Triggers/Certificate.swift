import Imaging

/// What must fail, or be known, for a set to be called minimal, and what the answers so far prove of it.
struct Certificate: Sendable {
  let set: RegionSet
  let test: FlipTest

  /// That leaving out any one region fails: what makes the set 1-minimal.
  var putBacks: [CertificateEntry.Claim] { self.set.regions.map { .regionNeeded($0) } }

  /// That the smaller proper subsets fail too, larger ones first; empty for more than four regions, of
  /// which there are too many, and for one, whose only proper subset is its put-back.
  var smallerSubsets: [CertificateEntry.Claim] {
    let regions = set.regions
    guard (2...4).contains(regions.count) else { return [] }
    return stride(from: regions.count - 2, through: 0, by: -1).flatMap { size in
      (0..<(1 << regions.count)).filter { $0.nonzeroBitCount == size }.map { bits in
        let members = regions.indices.filter { bits >> $0 & 1 == 1 }.map { regions[$0] }
        return .subsetFails(RegionSet(regionCount: set.regionCount, members))
      }
    }
  }

  /// That no region outside the set does it alone: with the smaller subsets, what makes two regions the
  /// minimum.
  var otherSingles: [CertificateEntry.Claim] {
    self.set.complement.regions.map {
      .subsetFails(RegionSet(regionCount: set.regionCount, [$0]))
    }
  }

  /// The set that a claim is about.
  func subject(of claim: CertificateEntry.Claim) -> RegionSet {
    switch claim {
    case .setSuffices: set
    case .regionNeeded(let region): set.removing(region)
    case .subsetFails(let subset): subset
    }
  }

  /// The lines of claims whose evaluations are known; the others are left out.
  func lines(_ claims: [CertificateEntry.Claim]) async -> [CertificateEntry] {
    var lines: [CertificateEntry] = []
    for claim in claims {
      let shown = test.shown(for: subject(of: claim))
      if let known = await test.evaluator.evaluation(of: shown) {
        lines.append(
          CertificateEntry(
            claim: claim, shown: shown, margin: known.margin, isBounded: known.isBounded))
      }
    }
    return lines
  }

  /// Whether every one of the claims is known and fails beyond the noise.
  func proves(_ claims: [CertificateEntry.Claim], by lines: [CertificateEntry]) -> Bool {
    lines.count == claims.count
      && lines.allSatisfy { test.disproves($0.margin, isBounded: $0.isBounded) }
  }
}
