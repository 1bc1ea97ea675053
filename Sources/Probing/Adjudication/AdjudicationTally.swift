/// How many probes people judged, and what that did to their labels.
public struct AdjudicationTally: Sendable, Hashable {
  /// Probes whose label was confirmed.
  public private(set) var confirmed = 0
  /// Probes whose label was found wrong: flipped, or of a multiple-choice question left out.
  public private(set) var labelWrong = 0
  /// Probes that were found ambiguous, and are left out.
  public private(set) var ambiguous = 0
  /// Probes that people disagree on, and are left out.
  public private(set) var disputed = 0

  /// Probes that somebody judged.
  public var count: Int { confirmed + labelWrong + ambiguous + disputed }

  /// Counts standings.
  public init(_ standings: some Sequence<LabelStanding>) {
    for standing in standings {
      switch standing {
      case .confirmed: confirmed += 1
      case .labelWrong: labelWrong += 1
      case .ambiguous: ambiguous += 1
      case .disputed: disputed += 1
      }
    }
  }
}
