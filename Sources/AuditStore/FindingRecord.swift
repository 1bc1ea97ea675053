public import Probing

/// What makes an answer a finding.
public enum FindingKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// The model says yes, the label says no: a hallucinated object.
  case falsePositive = "false-positive"
  /// The model says no, the label says yes: a miss.
  case falseNegative = "false-negative"
  /// The model chose another option of a multiple-choice question than the right one.
  case wrongChoice = "wrong-choice"
  /// A caption names an object that is not in the picture.
  case hallucinatedMention = "hallucinated-mention"
  /// A mention of a caption that is explained without being false.
  case mention
  /// An answer that is explained without a label: neither right nor wrong.
  case answer

  /// The kind of finding that an outcome is, or nil when it is none.
  public init?(_ outcome: Outcome) {
    switch outcome {
    case .falsePositive: self = .falsePositive
    case .falseNegative: self = .falseNegative
    case .truePositive, .trueNegative, .unparsable: return nil
    }
  }

  /// What the model said, or nil when the kind does not tell.
  public var said: Answer? {
    switch self {
    case .falsePositive: .yes
    case .falseNegative: .no
    case .wrongChoice, .hallucinatedMention, .mention, .answer: nil
    }
  }
}

/// An answer, or a mention of a caption, worth explaining: a hallucination, a miss, or one that somebody asked about.
public struct FindingRecord: Sendable, Hashable, Identifiable {
  /// How far the finding's explanation is.
  public enum State: String, Sendable, Hashable, CaseIterable, Codable {
    /// Not explained yet, or not to be.
    case open
    /// Its explanation and its triggers are in the log.
    case explained
    /// It could not be explained; the problem says why.
    case failed
  }

  /// The finding's number in this log.
  public var id: Int64
  /// The audit that found it.
  public var auditID: Int64
  /// The probe whose verdict it is.
  public var probeID: Int64
  /// What makes it a finding.
  public var kind: FindingKind
  /// The probability of the answer that the model gave, in 0 … 1; nil when the server gives none.
  public var confidence: Double?
  /// The answer token that is explained; nil until an explanation begins.
  public var targetID: Int64?
  /// How far its explanation is.
  public var state: State
  /// Why it could not be explained, in one line; nil when nothing is wrong.
  public var problem: String?
  /// The answer, where no verdict names it.
  public var replyKey: String?
  /// The mention of a caption that it is about; nil where it is about the whole answer.
  public var mentionID: Int64?

  /// Makes a record.
  public init(
    id: Int64, auditID: Int64, probeID: Int64, kind: FindingKind, confidence: Double?,
    targetID: Int64?, state: State, problem: String?, replyKey: String? = nil,
    mentionID: Int64? = nil
  ) {
    self.id = id
    self.auditID = auditID
    self.probeID = probeID
    self.kind = kind
    self.confidence = confidence
    self.targetID = targetID
    self.state = state
    self.problem = problem
    self.replyKey = replyKey
    self.mentionID = mentionID
  }
}
