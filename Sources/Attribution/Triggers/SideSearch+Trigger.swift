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
        start: "", evaluationCount: evaluationCount)
    }
    let certificate = Certificate(set: best.set, test: test)
    let putBacks = await certificate.lines(certificate.putBacks)
    let subsets = await certificate.lines(certificate.smallerSubsets)
    let isOneMinimal = certificate.proves(certificate.putBacks, by: putBacks)
    let isSubsetMinimal =
      isOneMinimal && best.set.count <= 4
      && certificate.proves(certificate.smallerSubsets, by: subsets)

    let status: Trigger.Status =
      if isOneMinimal { .found } else { isBudgetSpent ? .budgetSpent : .uncertain }
    let minimality: Trigger.Minimality =
      if isSubsetMinimal { isMinimum(best.set) ? .minimum : .subsetMinimal } else {
        isOneMinimal ? .oneMinimal : .unproven
      }
    return Trigger(
      side: test.side, status: status, regions: best.set, minimality: minimality,
      certificate: await certificate.lines([.setSuffices]) + putBacks
        + (isSubsetMinimal ? subsets : []),
      start: best.start, evaluationCount: evaluationCount)
  }

  /// Why there is no set.
  private func statusWithoutSet(isBudgetSpent: Bool) -> Trigger.Status {
    guard let round else { return .budgetSpent }
    if round.whole.margin <= test.noiseFloor { return .uncertain }
    if test.side == .sufficient, round.empty.margin > test.noiseFloor { return .languagePrior }
    if isBudgetSpent { return .budgetSpent }
    return abs(round.empty.margin) <= test.noiseFloor ? .uncertain : .neverFlips
  }

  /// Whether no set of fewer regions can do it, given that no proper subset of this one does: one region
  /// always, two when no single region of the image does it.
  private func isMinimum(_ set: RegionSet) -> Bool {
    guard set.count == 2, let round else { return set.count == 1 }
    return singleLeads(round).allSatisfy(test.fails)
  }
}
