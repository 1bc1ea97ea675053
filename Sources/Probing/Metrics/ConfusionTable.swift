/// How many verdicts fell into each cell; "positive" is a yes, as in POPE.
public struct ConfusionTable: Sendable, Hashable {
  /// Yes where yes is right.
  public private(set) var truePositives = 0
  /// No where no is right.
  public private(set) var trueNegatives = 0
  /// Yes where no is right: a hallucinated object.
  public private(set) var falsePositives = 0
  /// No where yes is right: a miss.
  public private(set) var falseNegatives = 0
  /// Unparsable replies where yes is right.
  public private(set) var unparsablePositives = 0
  /// Unparsable replies where no is right.
  public private(set) var unparsableNegatives = 0

  /// Counts verdicts.
  public init(_ verdicts: some Sequence<Verdict>) {
    for verdict in verdicts { add(verdict) }
  }

  /// Counts one more verdict.
  public mutating func add(_ verdict: Verdict) {
    switch verdict.outcome {
    case .truePositive: truePositives += 1
    case .trueNegative: trueNegatives += 1
    case .falsePositive: falsePositives += 1
    case .falseNegative: falseNegatives += 1
    case .unparsable where verdict.label == .yes: unparsablePositives += 1
    case .unparsable: unparsableNegatives += 1
    }
  }

  /// Adds the counts of another table, `weight` times.
  mutating func add(_ other: ConfusionTable, weight: Int) {
    truePositives += weight * other.truePositives
    trueNegatives += weight * other.trueNegatives
    falsePositives += weight * other.falsePositives
    falseNegatives += weight * other.falseNegatives
    unparsablePositives += weight * other.unparsablePositives
    unparsableNegatives += weight * other.unparsableNegatives
  }

  /// Replies that were neither a yes nor a no.
  public var unparsable: Int { unparsablePositives + unparsableNegatives }
  /// Replies that agree with their label.
  public var correct: Int { truePositives + trueNegatives }
  /// Replies that say yes.
  public var saidYes: Int { truePositives + falsePositives }
  /// Replies that say no.
  public var saidNo: Int { trueNegatives + falseNegatives }
  /// Probes whose label is yes, unparsable replies included.
  public var labeledYes: Int { truePositives + falseNegatives + unparsablePositives }
  /// Probes whose label is no, unparsable replies included.
  public var labeledNo: Int { trueNegatives + falsePositives + unparsableNegatives }
  /// All verdicts.
  public var count: Int { correct + falsePositives + falseNegatives + unparsable }
}
