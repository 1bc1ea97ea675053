import Attribution
import Probing

extension FindingRow {
  /// The finding's value in a field, or nil when it has none.
  public subscript(field: FindingField) -> FieldValue? {
    switch field {
    case .finding: .number(Double(id))
    case .audit: .number(Double(auditID))
    case .model: .text(model)
    case .image: .text(image)
    case .imageDigest: imageDigest.map(FieldValue.text)
    case .question: .text(question)
    case .object: object.map(FieldValue.text)
    case .label: (label?.rawValue).map(FieldValue.text)
    case .said: said.map(FieldValue.text)
    case .kind: .text(kind.rawValue)
    case .level: .text(level.rawValue)
    case .confidence: confidence.map(FieldValue.number)
    case .planted: plantedRule.map(FieldValue.text)
    case .triggerStatus: (triggerStatus?.rawValue).map(FieldValue.text)
    case .area: triggerArea.map(FieldValue.number)
    case .size: triggerSize.map { .number(Double($0)) }
    case .minimality: (minimality?.rawValue).map(FieldValue.text)
    case .evaluations: .number(Double(evaluationCount))
    case .insertionAUC: insertionAUC.map(FieldValue.number)
    case .deletionAUC: deletionAUC.map(FieldValue.number)
    case .influence: influence.map(FieldValue.number)
    case .cause: (cause?.rawValue).map(FieldValue.text)
    case .visual: visualShare.map(FieldValue.number)
    case .prior: priorShare.map(FieldValue.number)
    case .snowball: snowballShare.map(FieldValue.number)
    case .gain: gain.map(FieldValue.number)
    case .root: root.map(FieldValue.text)
    case .fate: fate.map(FieldValue.text)
    case .quarter: quarter.map { .number(Double($0)) }
    case .bounds: bounds.map(FieldValue.text)
    case .state: .text(state.rawValue)
    }
  }
}
