/// What an overlay did to the probes of one split, or to all together.
public struct RelabelTally: Sendable, Hashable {
  /// Probes labeled yes before and after.
  public internal(set) var keptYes = 0
  /// Probes labeled no before and after.
  public internal(set) var keptNo = 0
  /// Probes labeled yes that the overlay labels no.
  public internal(set) var yesToNo = 0
  /// Probes labeled no that the overlay labels yes.
  public internal(set) var noToYes = 0
  /// Probes labeled yes that the overlay leaves out.
  public internal(set) var droppedYes = 0
  /// Probes labeled no that the overlay leaves out.
  public internal(set) var droppedNo = 0

  /// Probes labeled yes before.
  public var yesBefore: Int { keptYes + yesToNo + droppedYes }
  /// Probes labeled no before.
  public var noBefore: Int { keptNo + noToYes + droppedNo }
  /// Probes labeled yes after.
  public var yesAfter: Int { keptYes + noToYes }
  /// Probes labeled no after.
  public var noAfter: Int { keptNo + yesToNo }
  /// Probes whose label changed.
  public var flipped: Int { yesToNo + noToYes }
  /// Probes left out.
  public var dropped: Int { droppedYes + droppedNo }

  /// Counts a probe; no new label means that it was left out.
  mutating func add(from old: Answer, to new: Answer?) {
    switch (old, new) {
    case (.yes, .yes): keptYes += 1
    case (.no, .no): keptNo += 1
    case (.yes, .no): yesToNo += 1
    case (.no, .yes): noToYes += 1
    case (.yes, nil): droppedYes += 1
    case (.no, nil): droppedNo += 1
    }
  }
}
