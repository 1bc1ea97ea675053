import AuditStore
import ModelAPI
import Probing

/// A kind of thing that an audit has, and that a format keeps or drops.
public enum AuditPart: String, Sendable, Hashable, CaseIterable {
  /// The ids of questions.
  case ids = "question ids"
  /// The names of images.
  case images = "image names"
  /// What was asked.
  case questions
  /// Whether the object is there.
  case labels
  /// The splits that a probe is in.
  case splits
  /// What the question is about.
  case objects
  /// What was planted to bring a false answer about.
  case planted = "planted causes"
  /// What stood behind questions.
  case prompts = "instructions behind questions"
  /// What the model said.
  case replies
  /// Probes that have no reply.
  case unanswered = "probes without a reply"
  /// Questions with several answers to choose from.
  case choices = "multiple-choice questions"
  /// Captions with their mentions.
  case captions = "captions' mentions"
  /// Answers that nothing judges.
  case unlabeled = "answers without a label"
  /// How the rule that makes findings read the replies.
  case verdicts = "verdicts under the rule"
  /// How the other rules read them.
  case otherRules = "verdicts under the other rules"
  /// How likely yes and no were.
  case probabilities = "probabilities of yes and no"
  /// How likely each token of a reply was.
  case tokens = "token probabilities"
  /// Which answers are findings, and of what kind.
  case findings = "findings' numbers and kinds"
  /// Regions, curves and triggers.
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
