import Attribution
import Probing

extension FindingField {
  /// What its values are.
  public var type: FieldType {
    switch self {
    case .finding, .audit, .size, .evaluations, .influence: .number
    case .confidence, .area, .insertionAUC, .deletionAUC: .share
    case .model, .image, .imageDigest, .question, .object, .said, .planted, .bounds, .adjudicatedBy:
      .text
    case .label: .word(Answer.allCases.map(\.rawValue))
    case .kind: .word(FindingKind.allCases.map(\.rawValue))
    case .level: .word(TokenLevel.allCases.map(\.rawValue))
    case .triggerStatus: .word(Trigger.Status.allCases.map(\.rawValue))
    case .minimality: .word(Trigger.Minimality.allCases.map(\.rawValue))
    case .adjudicated: .word(LabelStanding.allCases.map(\.rawValue))
    case .state: .word(FindingRecord.State.allCases.map(\.rawValue))
    }
  }

  /// Whether a finding can have no value here.
  public var canBeMissing: Bool {
    switch self {
    case .finding, .audit, .model, .image, .question, .kind, .level, .evaluations, .state: false
    case .imageDigest, .object, .label, .said, .confidence, .planted, .triggerStatus, .area, .size,
      .minimality, .insertionAUC, .deletionAUC, .influence, .bounds,
      .adjudicated, .adjudicatedBy:
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
    case .bounds: "which are only upper bounds: confidence, curves"
    case .adjudicated: "what people say about its label"
    case .adjudicatedBy: "who says so"
    case .state: "how far the explanation is"
    }
  }
}
