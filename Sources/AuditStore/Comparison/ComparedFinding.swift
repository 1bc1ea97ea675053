public import Probing

/// A finding that only one of two audits has.
public struct ComparedFinding: Sendable, Hashable {
  /// The finding's number in its log.
  public let finding: Int64
  /// What makes it a finding.
  public let kind: FindingKind
  /// The image's name.
  public let imageName: String
  /// The question, word for word.
  public let question: String
  /// The object that the question is about.
  public let object: String?

  init(_ record: FindingRecord, _ probe: Probe, object mentioned: String? = nil) {
    finding = record.id
    kind = record.kind
    imageName = probe.imageName
    question = probe.question
    object = mentioned ?? probe.object
  }
}

/// An answer that changed from one audit to the other.
public struct ChangedAnswer: Sendable, Hashable {
  /// The image's name.
  public let imageName: String
  /// The question, word for word.
  public let question: String
  /// The object that the question is about.
  public let object: String?
  /// The correct answer.
  public let label: Answer
  /// The first audit's answer; nil where it cannot be read.
  public let before: Answer?
  /// The second audit's answer; nil where it cannot be read.
  public let after: Answer?
  /// The first audit's finding, if the answer is one.
  public let findingBefore: Int64?
  /// The second audit's finding, if the answer is one.
  public let findingAfter: Int64?
}
