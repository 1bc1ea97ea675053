import Attribution
import Probing

extension FindingField {
  /// What its values are.
  public var type: FieldType {
    switch self {
    case .finding, .audit, .size, .evaluations, .influence, .gain, .quarter: .number
    case .confidence, .area, .insertionAUC, .deletionAUC, .visual, .prior, .snowball: .share
    case .model, .image, .imageDigest, .question, .object, .said, .planted, .root, .bounds: .text
    case .label: .word(Answer.allCases.map(\.rawValue))
    case .kind: .word(FindingKind.allCases.map(\.rawValue))
    case .level: .word(TokenLevel.allCases.map(\.rawValue))
    case .triggerStatus: .word(Trigger.Status.allCases.map(\.rawValue))
    case .minimality: .word(Trigger.Minimality.allCases.map(\.rawValue))
    case .cause: .word(Diagnosis.Cause.allCases.map(\.rawValue))
    case .fate: .word(MentionFate.names)
    case .state: .word(FindingRecord.State.allCases.map(\.rawValue))
    }
  }

  /// Whether a finding can have no value here.
  public var canBeMissing: Bool {
    switch self {
    case .finding, .audit, .model, .image, .question, .kind, .level, .evaluations, .state: false
    case .imageDigest, .object, .label, .said, .confidence, .planted, .triggerStatus, .area, .size,
      .minimality, .insertionAUC, .deletionAUC, .influence, .cause, .visual, .prior, .snowball,
      .gain, .root,
      .fate, .quarter, .bounds:
      true
    }
  }

  /// What it is, in one line.
  public var help: String {
    switch self {
    case .finding: "the finding's number, in the order found"
    case .audit: "the audit's number"
    case .model: "the model's name"
    case .image: "the image's name in the probe file"
    case .imageDigest: "the digest of the image's pixels"
    case .question: "the question, word for word"
    case .object: "the object that the question is about"
    case .label: "the correct answer"
    case .said: "what the model said"
    case .kind: "what makes it a finding"
    case .level: "which part of the answer is explained"
    case .confidence: "the probability of what the model said"
    case .planted: "the planted rule of a synthetic scene"
    case .triggerStatus: "how the search for the trigger ended"
    case .area: "the share of the image that the trigger covers"
    case .size: "the number of regions of the trigger"
    case .minimality: "what is proven about the trigger's size"
    case .evaluations: "the evaluations that the log holds"
    case .insertionAUC: "the area under the insertion curve"
    case .deletionAUC: "the area under the deletion curve"
    case .influence: "the influence, as EAGLE's paper defines it"
    case .cause: "what carries the answer"
    case .visual: "the picture's share of the answer's probability"
    case .prior: "the language prior's share of it"
    case .snowball: "the share of an object that the caption had named before"
    case .gain: "how much likelier the answer is with the picture, in nats"
    case .root: "the object that the mention follows from, at the root of the chain"
    case .fate: "what became of the mention when the trigger was removed"
    case .quarter: "the quarter of the caption, 0 to 3, in which the mention begins"
    case .bounds: "which are only upper bounds: confidence, curves"
    case .state: "how far the explanation is"
    }
  }
}
