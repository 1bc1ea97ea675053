extension LabelOverlay {
  /// What the overlay says about a probe's label: it keeps, changes or drops it; nil where it does not cover the probe.
  ///
  /// A probe that one of its covered splits has a row for takes that row's label; one that none has is ambiguous.
  public func judgment(of probe: Probe) -> LabelJudgment? {
    guard let old = probe.label else { return nil }
    let covered = probe.splits.filter(splits.contains)
    let isOfNoSplit = probe.splits.isEmpty || splits.isEmpty
    guard isOfNoSplit || !covered.isEmpty else { return nil }
    let key = ProbeKey(imageName: probe.imageName, question: probe.question)
    let homes: [String?] = isOfNoSplit ? [nil] : covered
    guard let row = homes.lazy.compactMap({ self.row(for: key, inSplit: $0) }).first else {
      return .ambiguous
    }
    return rows[row].label == old ? .confirmed : .labelWrong
  }
}
