public import Attribution

/// What carries the answer of one finding, with the cuts that were tried to find out.
public struct DiagnosisRecord: Sendable, Hashable {
  /// One object of a caption that was cut out, and what became of a mention after it.
  public struct Cut: Sendable, Hashable {
    /// The mention whose probability it is: the finding's, or one that it follows from.
    public var mentionID: Int64
    /// The first mention of the object that was cut out.
    public var earlierID: Int64
    /// The mention's target in the caption as it was.
    public var targetID: Int64
    /// The mention's target with the object cut out.
    public var cutTargetID: Int64
    /// The four probabilities.
    public var effect: CutEffect
    /// Whether the mention follows from this object.
    public var isCause: Bool

    /// Makes a cut.
    public init(
      mentionID: Int64, earlierID: Int64, targetID: Int64, cutTargetID: Int64, effect: CutEffect,
      isCause: Bool
    ) {
      self.mentionID = mentionID
      self.earlierID = earlierID
      self.targetID = targetID
      self.cutTargetID = cutTargetID
      self.effect = effect
      self.isCause = isCause
    }
  }

  /// The finding.
  public var findingID: Int64
  /// What carries its answer.
  public var diagnosis: Diagnosis
  /// The first mention of the chain that the finding's mention follows from; nil where it follows from none.
  public var rootID: Int64?
  /// The cuts that were tried: those before the finding's mention, then those before the ones that it follows from.
  public var cuts: [Cut]

  /// Makes a record.
  public init(findingID: Int64, diagnosis: Diagnosis, rootID: Int64? = nil, cuts: [Cut] = []) {
    self.findingID = findingID
    self.diagnosis = diagnosis
    self.rootID = rootID
    self.cuts = cuts
  }

  /// The mentions that the finding's follows from, the nearest first, the root last.
  public var chain: [Int64] {
    cuts.filter(\.isCause).map(\.earlierID)
  }
}
