import AuditStore
import ModelAPI
import Probing

/// A kind of thing that an audit has, and that a format keeps or drops.
public enum AuditPart: String, Sendable, Hashable, CaseIterable {
  case ids = "question ids"
  case images = "image names"
  case questions
  case labels
  case splits
  case objects
  case planted = "planted causes"
  case prompts = "instructions behind questions"
  case replies
  case unanswered = "probes without a reply"
  case choices = "multiple-choice questions"
  case captions = "captions' mentions"
  case unlabeled = "answers without a label"
  case verdicts = "verdicts under the rule"
  case otherRules = "verdicts under the other rules"
  case probabilities = "probabilities of yes and no"
  case tokens = "token probabilities"
  case findings = "findings' numbers and kinds"
  case explanations = "explanations (regions, curves, triggers)"
}

extension ExportedAudit {
  /// How much of it there is.
  public func count(of part: AuditPart) -> Int {
    func count(_ has: (ExportedAnswer) -> Bool) -> Int { answers.count(where: has) }
    return switch part {
    case .ids, .images, .questions: answers.count
    case .labels: count { $0.probe.label != nil }
    case .splits: count { !$0.probe.splits.isEmpty }
    case .objects: count { $0.probe.object != nil }
    case .planted: count { $0.probe.planted != nil }
    case .prompts: count { $0.prompt != nil && $0.prompt != $0.probe.question }
    case .replies: count { $0.reply != nil }
    case .unanswered: count { $0.reply == nil }
    case .choices: count { $0.probe.choices != nil }
    case .captions: count { $0.caption != nil }
    case .unlabeled:
      count { $0.probe.choices == nil && $0.probe.label == nil && $0.probe.caption == nil }
    case .verdicts: count { $0.verdict != nil || $0.choice != nil }
    case .otherRules: count { $0.readings.count > 1 }
    case .probabilities: count { $0.verdict?.pYes != nil }
    case .tokens: count { $0.reply?.tokens.isEmpty == false }
    case .findings: count { !$0.findings.isEmpty }
    case .explanations: count { $0.findings.contains { $0.state == .explained } }
    }
  }

  /// What a format drops of the audit, and of how many probes; nothing that the audit does not have.
  public func dropped(by format: ExportFormat) -> [(part: AuditPart, count: Int)] {
    AuditPart.allCases.compactMap { part in
      let count = count(of: part)
      return count == 0 || format.kept.contains(part) ? nil : (part, count)
    }
  }
}
