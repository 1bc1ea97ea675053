public import Foundation
public import Probing

/// What a person said about a probe's label, and why.
public struct AdjudicationRecord: Sendable, Hashable, Identifiable {
  /// Its number in this log; one that was merged into it has a larger number than what was said here before.
  public var id: Int64
  /// The audit of the probe.
  public var auditID: Int64
  /// The probe.
  public var probeID: Int64
  /// The finding that the person looked at; nil where the answer is none.
  public var findingID: Int64?
  /// The judgment.
  public var judgment: LabelJudgment
  /// Why, in the person's words.
  public var reason: String
  /// The person's name.
  public var author: String
  /// The files of labels that it was taken from; empty where the person judged this probe.
  public var sources: [ProbeSource]
  /// When, to the millisecond.
  public var decidedAt: Date
}

/// What is to be recorded of a person's judgment.
public struct Adjudication: Sendable, Hashable {
  /// The probe.
  public var probeID: Int64
  /// The finding that the person looked at; nil where the answer is none.
  public var findingID: Int64?
  /// The judgment.
  public var judgment: LabelJudgment
  /// Why, in the person's words.
  public var reason: String
  /// The person's name.
  public var author: String
  /// The files of labels that it was taken from.
  public var sources: [ProbeSource]

  /// Makes an adjudication.
  public init(
    probeID: Int64, findingID: Int64?, judgment: LabelJudgment, reason: String, author: String,
    sources: [ProbeSource] = []
  ) {
    self.probeID = probeID
    self.findingID = findingID
    self.judgment = judgment
    self.reason = reason
    self.author = author
    self.sources = sources
  }
}

extension AdjudicationRecord {
  /// Whether it says what is to be recorded already.
  func says(_ other: Adjudication) -> Bool {
    judgment == other.judgment && reason == other.reason.storable && sources == other.sources
      && findingID == other.findingID
  }

  /// Whether a later word of the same person counts instead.
  func isSuperseded(by later: AdjudicationRecord) -> Bool {
    (decidedAt, id) < (later.decidedAt, later.id) && later.probeID == probeID
      && later.author == author
      && (findingID == nil || later.findingID == nil || findingID == later.findingID)
  }
}
