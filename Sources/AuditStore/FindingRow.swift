public import Attribution
public import Probing

/// One finding as people look at it: the row of `findings_view`.
public struct FindingRow: Sendable, Hashable, Identifiable {
  /// The finding's number in this log.
  public var id: Int64
  /// The audit's number.
  public var auditID: Int64
  /// The model's name.
  public var model: String
  /// The image's name as the probe file gives it.
  public var image: String
  /// The digest of the image's pixels; nil when it was never read.
  public var imageDigest: String?
  /// The question, word for word.
  public var question: String
  /// The object that the question is about.
  public var object: String?
  /// The correct answer; nil for an answer that is explained without one.
  public var label: Answer?
  /// What the model said: `yes` or `no`, or the words that are explained; nil until an explanation begins.
  public var said: String?
  /// What kind of error it is.
  public var kind: FindingKind
  /// Which part of the answer is explained, or would be.
  public var level: TokenLevel
  /// The probability of what the model said, in 0 … 1.
  public var confidence: Double?
  /// The planted rule, for a probe of a synthetic scene whose answer was planted.
  public var plantedRule: String?
  /// How the search for the necessary set ended; nil before it did.
  public var triggerStatus: Trigger.Status?
  /// The share of the image that the necessary set covers, in 0 … 1; nil when there is no set.
  public var triggerArea: Double?
  /// The number of regions of the necessary set; nil when there is no set.
  public var triggerSize: Int?
  /// What is proven about the necessary set's size; nil when there is no set.
  public var minimality: Trigger.Minimality?
  /// How many evaluations of the explained answer the log holds.
  public var evaluationCount: Int
  /// The area under the insertion curve; nil before the finding is explained.
  public var insertionAUC: Double?
  /// The area under the deletion curve; nil before the finding is explained.
  public var deletionAUC: Double?
  /// The paper's influence; nil before the finding is explained.
  public var influence: Double?
  /// What carries the answer; nil where that was not found out.
  public var cause: Diagnosis.Cause?
  /// The picture's share of the answer's probability, in 0 … 1.
  public var visualShare: Double?
  /// The language prior's share of the answer's probability, in 0 … 1.
  public var priorShare: Double?
  /// The share of an object that the caption had named before, in 0 … 1.
  public var snowballShare: Double?
  /// `log p(V) − log p(∅)` of the explained tokens together, in nats.
  public var gain: Double?
  /// The object at the root of the chain that a mention follows from.
  public var root: String?
  /// What became of the mention when the trigger was removed, by its name in the log.
  public var fate: String?
  /// The quarter of the caption, 0 … 3, in which the mention begins.
  public var quarter: Int?
  /// Which of its numbers are only the most that they can be, `confidence` or `curves` or both with a comma; nil
  /// when none is.
  public var bounds: String?
  /// What all who judged it say; nil when nobody did.
  public var adjudicated: LabelStanding?
  /// Who judged it, in the order in which they did, with commas; nil when nobody did.
  public var adjudicatedBy: String?
  /// How far the finding's explanation is.
  public var state: FindingRecord.State
}

extension FindingRow {
  /// Whether the confidence is only the most that it can be.
  public var isConfidenceBounded: Bool { bounds?.contains("confidence") == true }
}
