import Attribution
import AuditStore
import Foundation
import ModelAPI
import Probing

/// Every probe with all that came of it, a JSON object a line.
struct VerdictLines {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// The file.
  var text: String { audit.answers.map { line($0) + "\n" }.joined() }

  private func line(_ answer: ExportedAnswer) -> String {
    let (probe, verdict) = (answer.probe, answer.verdict)
    let bounds = verdict.map { $0.boundedShares.map(\.rawValue).sorted() } ?? []
    let line = JSON.object { line in
      line.put("audit", count: Int(audit.audit.id))
      line.put("model", text: audit.audit.manifest.model.name)
      line.put("question_id", text: probe.id)
      line.put("image", text: probe.imageName)
      line.put("image_digest", text: answer.record.imageDigest)
      line.put("question", text: probe.question)
      line.put("object", text: probe.object)
      line.put("label", text: probe.label?.rawValue)
      line.put("splits", texts: probe.splits)
      line.put("choices", probe.choices.map(Self.choices))
      line.put("planted", probe.planted.map(JSON.planted))
      line.put("prompt", text: answer.prompt)
      line.put("reply", text: answer.reply?.text)
      line.put("finish_reason", text: answer.reply?.finishReason)
      line.put("received_at", text: answer.receivedAt?.formatted(.iso8601))
      line.put("rule", text: audit.rule)
      line.put("outcome", text: answer.outcomeWord)
      line.put("said", text: answer.said)
      line.put("p_yes", number: verdict?.pYes)
      line.put("p_no", number: verdict?.pNo)
      line.put("p_other", number: verdict?.pOther)
      line.put("at_most", texts: bounds.isEmpty ? nil : bounds)
      line.put("readings", answer.readings.isEmpty ? nil : Self.readings(answer.readings))
      line.put("problem", text: answer.record.problem)
      line.put("mentions", answer.caption.map { .list($0.mentions.map(JSON.mention)) })
      if !answer.findings.isEmpty {
        line.put("findings", .list(answer.findings.map(Self.finding)))
      }
    }
    return line.text()
  }

  private static func choices(_ choices: Choices) -> JSON {
    .object { object in
      object.put("options", texts: choices.options)
      object.put("correct", count: choices.correct)
      object.put("pair", text: choices.pair)
    }
  }

  /// What each rule reads, in the order of tables; null for neither.
  private static func readings(_ readings: [String: Answer?]) -> JSON {
    .object { object in
      for rule in ParseRules.all {
        guard let answer = readings[rule.name] else { continue }
        object.put(rule.name, answer.map { .text($0.rawValue) } ?? JSON.null)
      }
    }
  }

  private static func finding(_ finding: FindingRow) -> JSON {
    .object { object in
      object.put("finding", count: Int(finding.id))
      object.put("kind", text: finding.kind.rawValue)
      object.put("confidence", number: finding.confidence)
      object.put("state", text: finding.state.rawValue)
      object.put("trigger_status", text: finding.triggerStatus?.rawValue)
      object.put("area", number: finding.triggerArea)
      object.put("size", count: finding.triggerSize)
      object.put("minimality", text: finding.minimality?.rawValue)
      object.put("evaluations", count: finding.evaluationCount)
      object.put("insertion_auc", number: finding.insertionAUC)
      object.put("deletion_auc", number: finding.deletionAUC)
      object.put("influence", number: finding.influence)
      object.put("bounds", text: finding.bounds)
    }
  }
}

extension JSON {
  /// The planted cause of a synthetic scene's probe.
  static func planted(_ planted: PlantedCause) -> JSON {
    .object { object in
      object.put("rule", text: planted.rule)
      object.put("cause", text: planted.cause)
      object.put("cause_annotation_id", count: planted.causeAnnotationID)
    }
  }
}
