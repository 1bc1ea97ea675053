import Imaging

extension SideSearch {
  /// What the search found out, claiming no more than the known evaluations prove.
  ///
  /// - Parameter isBudgetSpent: Whether the search was cut short.
  /// - Returns: The best set with the lines of its certificate that are known, or why there is none.
  func trigger(isBudgetSpent: Bool) async -> Trigger {
    let evaluationCount = await test.evaluator.evaluationCount
    guard let best else {
      return Trigger(
        side: test.side, status: statusWithoutSet(isBudgetSpent: isBudgetSpent),
        regions: RegionSet(regionCount: layout.regionCount), minimality: .unproven, certificate: [],
        start: "", evaluationCount: evaluationCount, demand: test.recordedDemand)
    }
    let certificate = Certificate(set: best.set, test: test)
    let putBacks = await certificate.lines(certificate.putBacks)
    let proof = await proof(certificate, putBacks: putBacks)
    let status: Trigger.Status =
      if proof.minimality != .unproven { .found } else {
        isBudgetSpent ? .budgetSpent : .uncertain
      }
    return Trigger(
      side: test.side, status: status, regions: best.set, minimality: proof.minimality,
      certificate: await certificate.lines([.setSuffices]) + putBacks + proof.lines,
      start: best.start, evaluationCount: evaluationCount, demand: test.recordedDemand)
  }

  /// What is proven, with the lines beyond the put-backs that it rests on.
  private func proof(
    _ certificate: Certificate, putBacks: [CertificateEntry]
  ) async -> (minimality: Trigger.Minimality, lines: [CertificateEntry]) {
    guard certificate.proves(certificate.putBacks, by: putBacks) else { return (.unproven, []) }
    let count = certificate.set.count
    if count == 1 { return (.minimum, []) }
    let subsets = await certificate.lines(certificate.smallerSubsets)
    guard count <= 4, certificate.proves(certificate.smallerSubsets, by: subsets) else {
      return (.oneMinimal, [])
    }
    // Of a protected region nobody knows whether it would do it alone.
    guard count == 2, test.protected == nil else { return (.subsetMinimal, subsets) }
    let singles = await certificate.lines(certificate.otherSingles)
    guard certificate.proves(certificate.otherSingles, by: singles) else {
      return (.subsetMinimal, subsets)
    }
    return (.minimum, subsets + singles)
  }

  /// Why there is no set.
  private func statusWithoutSet(isBudgetSpent: Bool) -> Trigger.Status {
    guard let round else { return .budgetSpent }
    if round.whole.margin <= test.noiseFloor { return .uncertain }
    if test.side == .sufficient, round.empty.margin > test.noiseFloor { return .languagePrior }
    if isBudgetSpent { return .budgetSpent }
    return abs(round.empty.margin) <= test.noiseFloor ? .uncertain : .neverFlips
  }
}
