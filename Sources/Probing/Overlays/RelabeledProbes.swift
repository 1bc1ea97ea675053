/// Probes under the labels of an overlay, with the count of what changed.
public struct RelabeledProbes: Sendable, Hashable {
  /// What happened in one split.
  public struct Split: Sendable, Hashable {
    /// The split's name.
    public let name: String
    /// The counts over its probes.
    public internal(set) var tally: RelabelTally
  }

  /// The overlay's name.
  public let overlay: String
  /// The probes that are left, in their order, under the new labels and in the splits that are left.
  public private(set) var probes: [Probe] = []
  /// The probes that are left in no split, as they were.
  public private(set) var dropped: [Probe] = []
  /// The counts over the probes that the overlay covers, each probe once.
  public private(set) var together = RelabelTally()
  /// The counts per split that the overlay covers, in its order.
  public private(set) var splits: [Split]
  /// How many probes stay as they were, because the overlay covers none of their splits or because they are
  /// no yes/no question.
  public private(set) var untouched = 0
  /// How many relabeled probes also belong to a split that the overlay does not cover: they carry the new
  /// label there too, beside old ones.
  public private(set) var flippedInOtherSplits = 0
  /// The overlay's rows that no probe matches, in their order.
  public private(set) var unmatched: [LabelOverlay.Row] = []

  fileprivate init(_ probes: [Probe], by overlay: LabelOverlay) {
    self.overlay = overlay.name
    splits = overlay.splits.map { Split(name: $0, tally: RelabelTally()) }
    var used = Set<Int>()
    var matched = Set<ProbeKey>()
    for probe in probes { add(probe, by: overlay, used: &used, matched: &matched) }
    unmatched = overlay.rows.indices.filter { !used.contains($0) }.map { overlay.rows[$0] }
      .filter { !matched.contains(ProbeKey(imageName: $0.imageName, question: $0.question)) }
  }

  /// Relabels one probe; `used` takes the rows that label it in its splits, `matched` the keys that label it in all.
  private mutating func add(
    _ probe: Probe, by overlay: LabelOverlay, used: inout Set<Int>, matched: inout Set<ProbeKey>
  ) {
    let covered = probe.splits.filter(overlay.splits.contains)
    // A probe or an overlay without splits has only one file to be found in.
    let isOfNoSplit = probe.splits.isEmpty || overlay.splits.isEmpty
    guard let old = probe.label, isOfNoSplit || !covered.isEmpty else {
      untouched += 1
      probes.append(probe)
      return
    }
    let key = ProbeKey(imageName: probe.imageName, question: probe.question)
    let homes: [String?] = isOfNoSplit ? [nil] : covered
    let rows = homes.map { overlay.row(for: key, inSplit: $0) }
    used.formUnion(rows.compactMap { $0 })
    if isOfNoSplit { matched.insert(key) }
    let new = rows.compactMap { $0 }.first.map { overlay.rows[$0].label }
    for (home, row) in zip(homes, rows) {
      guard let place = splits.firstIndex(where: { $0.name == home }) else { continue }
      splits[place].tally.add(from: old, to: row == nil ? nil : new)
    }

    let lost = zip(homes, rows).filter { $0.1 == nil }.compactMap(\.0)
    var left = probe
    left.splits.removeAll(where: lost.contains)
    let isLeft = isOfNoSplit ? new != nil : !left.splits.isEmpty
    guard isLeft else {
      together.add(from: old, to: nil)
      dropped.append(probe)
      return
    }
    left.label = new ?? old
    together.add(from: old, to: left.label)
    if left.label != old, !isOfNoSplit,
      left.splits.contains(where: { !overlay.splits.contains($0) })
    {
      flippedInOtherSplits += 1
    }
    probes.append(left)
  }
}

extension LabelOverlay {
  /// Gives probes the overlay's labels and leaves out those that it leaves out.
  ///
  /// Only the splits that the overlay covers are touched: a probe of several splits loses those whose rows
  /// lack it, and is dropped when none is left. Its label is one for all its splits.
  public func relabeled(_ probes: [Probe]) -> RelabeledProbes {
    RelabeledProbes(probes, by: self)
  }
}
