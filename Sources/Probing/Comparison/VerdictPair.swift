/// Two verdicts on the same probe: the same image, the same question, the same label.
public struct VerdictPair: Sendable, Hashable {
  /// The verdict of the first audit.
  public var before: Verdict
  /// The verdict of the second audit.
  public var after: Verdict

  /// Makes a pair; both are counted under the first one's image, question, label and splits.
  public init(before: Verdict, after: Verdict) {
    self.before = before
    self.after = after
    self.after.imageName = before.imageName
    self.after.question = before.question
    self.after.label = before.label
    self.after.splits = before.splits
    self.after.object = before.object
  }
}

/// How many answers to the same probes changed, and which way.
public struct FlipCounts: Sendable, Hashable {
  /// Right before, not right after: a wrong answer, or one that cannot be read.
  public private(set) var rightToWrong = 0
  /// Not right before, right after.
  public private(set) var wrongToRight = 0
  /// A yes that became a no.
  public private(set) var yesToNo = 0
  /// A no that became a yes.
  public private(set) var noToYes = 0
  /// An answer that cannot be read any more.
  public private(set) var toUnparsable = 0
  /// An answer that could not be read before.
  public private(set) var fromUnparsable = 0
  /// An object seen where it is not, which was not seen before.
  public private(set) var newFalseYes = 0
  /// An object seen where it is not before, and not any more.
  public private(set) var vanishedFalseYes = 0

  /// Answers that became right or stopped being right.
  public var correctness: Int { rightToWrong + wrongToRight }
  /// Answers that changed.
  public var answers: Int { yesToNo + noToYes + toUnparsable + fromUnparsable }

  /// Whether the model got worse or better at being right.
  public var correctnessTest: McNemarTest {
    McNemarTest(onlyFirst: rightToWrong, onlySecond: wrongToRight)
  }
  /// Whether it says yes more or less often where no is right.
  public var falseYesTest: McNemarTest {
    McNemarTest(onlyFirst: vanishedFalseYes, onlySecond: newFalseYes)
  }

  /// Counts pairs.
  public init(_ pairs: some Sequence<VerdictPair>) {
    for pair in pairs { add(pair.before, pair.after) }
  }

  private mutating func add(_ before: Verdict, _ after: Verdict) {
    switch (before.outcome.isRight, after.outcome.isRight) {
    case (true, false): rightToWrong += 1
    case (false, true): wrongToRight += 1
    default: break
    }
    switch (before.answer, after.answer) {
    case (.yes, .no): yesToNo += 1
    case (.no, .yes): noToYes += 1
    case (.some, nil): toUnparsable += 1
    case (nil, .some): fromUnparsable += 1
    default: break
    }
    switch (before.outcome == .falsePositive, after.outcome == .falsePositive) {
    case (false, true): newFalseYes += 1
    case (true, false): vanishedFalseYes += 1
    default: break
    }
  }
}

extension Outcome {
  /// Whether the answer is the right one.
  var isRight: Bool { self == .truePositive || self == .trueNegative }
}
