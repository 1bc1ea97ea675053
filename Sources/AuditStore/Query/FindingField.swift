/// What findings can be asked about: the columns of `findings_view`, under the names that people write.
///
/// The parser, the help, the shell's completion and the exports all go by this list; no other name ever
/// becomes a part of an SQL statement.
public enum FindingField: String, Sendable, Hashable, CaseIterable {
  /// The finding's number.
  case finding
  /// The audit's number.
  case audit
  /// The model's name.
  case model
  /// The image's name.
  case image
  /// The digest of the image's pixels.
  case imageDigest = "image_digest"
  /// The question, word for word.
  case question
  /// The object that the question is about.
  case object
  /// The correct answer.
  case label
  /// What the model said.
  case said
  /// What makes it a finding.
  case kind
  /// Which part of the answer is explained.
  case level
  /// The probability of what the model said.
  case confidence
  /// The planted rule.
  case planted
  /// How the search for the necessary set ended.
  case triggerStatus = "trigger_status"
  /// The area of the necessary set.
  case area
  /// The number of regions of the necessary set.
  case size
  /// What is proven about the size.
  case minimality
  /// How many evaluations the log holds.
  case evaluations
  /// The area under the insertion curve.
  case insertionAUC = "insertion_auc"
  /// The area under the deletion curve.
  case deletionAUC = "deletion_auc"
  /// The paper's influence.
  case influence
  /// What carries the answer.
  case cause
  /// The picture's share of the answer.
  case visual
  /// The language prior's share of the answer.
  case prior
  /// The share of what the caption had said before.
  case snowball
  /// How much likelier the answer is with the picture.
  case gain
  /// The object that a hallucinated mention follows from.
  case root
  /// What became of the mention without the trigger.
  case fate
  /// The quarter of the caption.
  case quarter
  /// Which of the numbers are only bounds.
  case bounds
  /// How far the explanation is.
  case state

  /// The name that people write.
  public var name: String { rawValue }

  /// The column of `findings_view`.
  public var column: String { rawValue }

  /// The field of this name, or nil when there is none; names are written in lower case.
  public init?(name: String) { self.init(rawValue: name) }
}
