import Attribution
public import AuditStore
import Foundation
import ModelAPI
import Probing

/// Every probe with what came of it, as a table of columns and rows: one for each finding, or for the probe itself.
public struct VerdictTable: Sendable {
  /// The columns' names.
  public static let columns = [
    "audit", "model", "question_id", "image", "image_digest", "question", "object", "label",
    "splits",
    "choices", "planted", "prompt", "reply", "received_at", "rule", "outcome", "said", "p_yes",
    "p_no",
    "p_other", "at_most", "problem", "finding", "kind", "confidence", "state", "trigger_status",
    "area",
    "size", "minimality", "evaluations", "insertion_auc", "deletion_auc", "influence", "bounds",
  ]

  /// The rows; nil where a value is missing.
  public let rows: [[FieldValue?]]

  /// Makes the table of an audit.
  public init(_ audit: ExportedAudit) {
    rows = audit.answers.flatMap { answer in
      answer.findings.isEmpty
        ? [Self.row(answer, nil, of: audit)]
        : answer.findings.map { Self.row(answer, $0, of: audit) }
    }
  }

  private static func row(
    _ answer: ExportedAnswer, _ finding: FindingRow?, of audit: ExportedAudit
  ) -> [FieldValue?] {
    let (probe, verdict) = (answer.probe, answer.verdict)
    func text(_ text: String?) -> FieldValue? { text.map { .text($0) } }
    func number(_ number: Double?) -> FieldValue? {
      number.flatMap { $0.isFinite ? .number($0) : nil }
    }
    func count(_ count: Int?) -> FieldValue? { count.map { .number(Double($0)) } }
    return [
      .number(Double(audit.audit.id)), .text(audit.audit.manifest.model.name), .text(probe.id),
      .text(probe.imageName), text(answer.record.imageDigest), .text(probe.question),
      text(probe.object), text(answer.target), text(probe.splits.joined(separator: ",")),
      text(probe.choices.map(words)), text(probe.planted?.rule), text(answer.prompt),
      text(answer.reply?.text), text(answer.receivedAt?.formatted(.iso8601)), .text(audit.rule),
      text(answer.outcomeWord), text(answer.said), number(verdict?.pYes), number(verdict?.pNo),
      number(verdict?.pOther),
      text(verdict?.boundedShares.map(\.rawValue).sorted().joined(separator: ",")),
      text(answer.record.problem), finding.map { .number(Double($0.id)) },
      text(finding?.kind.rawValue), number(finding?.confidence), text(finding?.state.rawValue),
      text(finding?.triggerStatus?.rawValue), number(finding?.triggerArea),
      count(finding?.triggerSize), text(finding?.minimality?.rawValue),
      count(finding?.evaluationCount), number(finding?.insertionAUC), number(finding?.deletionAUC),
      number(finding?.influence), text(finding?.bounds),
    ]
  }

  /// Options as MMVP writes them in one text.
  private static func words(_ choices: Choices) -> String {
    choices.options.enumerated().map { "(\(Choices.letter($0))) \($1)" }.joined(separator: " ")
  }
}
