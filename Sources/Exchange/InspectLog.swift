import AuditStore
import Foundation
import ModelAPI
import Probing

/// The audit as a log of Inspect, format version 2, in its JSON form (UKGovernmentBEIS/inspect_ai
/// src/inspect_ai/log/_log.py, version 0.3.285).
///
/// A reply that the rule cannot read has the value NaN, which Inspect leaves out of its own numbers as unscored; it is
/// wrong in `accuracy`, as everywhere in Hallux, and `accuracy_of_readable` is what Inspect's own accuracy comes to.
struct InspectLog {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// The file.
  var text: String {
    let samples = InspectSamples(audit)
    let log = JSON.object { log in
      log.put("version", count: 2)
      log.put("status", text: audit.audit.state == .finished ? "success" : "cancelled")
      log.put("eval", eval)
      log.put("plan") { plan in
        plan.put("name", text: "plan")
        plan.put("steps", .list([]))
        plan.put("config", .object([]))
      }
      log.put("results", results)
      log.put("stats") { stats in
        stats.put("started_at", text: Self.time(audit.audit.startedAt))
        stats.put("completed_at", text: audit.audit.finishedAt.map(Self.time) ?? "")
        stats.put("model_usage", .object([]))
      }
      log.put("samples", .list(audit.answers.map(samples.sample)))
    }
    return log.text(indent: 2, nonFinite: .constants) + "\n"
  }

  private static func time(_ date: Date) -> String {
    date.formatted(.iso8601).replacing("Z", with: "+00:00")
  }

  private var eval: JSON {
    let manifest = audit.audit.manifest
    let id = String(manifest.key.prefix(22))
    return .object { eval in
      eval.put("eval_id", text: id)
      eval.put("run_id", text: id)
      eval.put("created", text: Self.time(audit.audit.startedAt))
      eval.put("task", text: "hallux")
      eval.put("task_id", text: id)
      eval.put("task_version", count: 0)
      eval.put("task_attribs", .object([]))
      eval.put("task_args", .object([]))
      eval.put("dataset") { dataset in
        dataset.put("name", text: manifest.probeSet)
        dataset.put("samples", count: audit.answers.count)
        dataset.put("sample_ids", texts: audit.answers.map(\.probe.id))
        dataset.put("shuffled", JSON.truth(false))
      }
      eval.put("model", text: manifest.model.name)
      eval.put("model_args", .object([]))
      eval.put("config", .object([]))
      eval.put("packages") { $0.put("hallux", text: manifest.halluxVersion) }
      eval.put("metadata") { metadata in
        metadata.put("hallux_audit_key", text: manifest.key)
        metadata.put("model_fingerprint", text: manifest.model.fingerprint)
        metadata.put("probe_set_digest", text: manifest.probeSetDigest)
        metadata.put("rule", text: audit.rule)
        metadata.put("settings", text: manifest.settings)
        metadata.put("sources", .list(manifest.sources.map(Self.source)))
      }
    }
  }

  private static func source(_ source: ProbeSource) -> JSON {
    .object { object in
      object.put("role", text: source.role.rawValue)
      object.put("name", text: source.name)
      object.put("sha256", text: source.sha256)
      object.put("published", text: source.published)
      object.put("note", text: source.note)
    }
  }

  private var results: JSON {
    let judged = audit.answers.filter { $0.verdict != nil || $0.choice != nil }
    let scored = judged.count { $0.isCorrect != nil }
    let score = JSON.object { score in
      score.put("name", text: audit.rule)
      score.put("scorer", text: audit.rule)
      score.put("scored_samples", count: scored)
      score.put("unscored_samples", count: judged.count - scored)
      score.put("params", .object([]))
      score.put("metrics", .object(metrics(judged)))
    }
    return .object { results in
      results.put("total_samples", count: audit.answers.count)
      results.put("completed_samples", count: audit.answers.count { $0.reply != nil })
      results.put("scores", .list([score]))
    }
  }

  private func metrics(_ judged: [ExportedAnswer]) -> [JSON.Member] {
    var values: [(name: String, value: Double?)] = []
    let correct = judged.count { $0.isCorrect == true }
    let readable = judged.count { $0.isCorrect != nil }
    func share(_ count: Int, of all: Int) -> Double? {
      all == 0 ? nil : Double(count) / Double(all)
    }
    values.append(("accuracy", share(correct, of: judged.count)))
    values.append(("accuracy_of_readable", share(correct, of: readable)))
    let verdicts = audit.verdicts
    func add(_ table: ConfusionTable, _ end: String) {
      values.append(("precision" + end, share(table.truePositives, of: table.saidYes)))
      values.append(("recall" + end, share(table.truePositives, of: table.labeledYes)))
      values.append(
        ("f1" + end, share(2 * table.truePositives, of: table.saidYes + table.labeledYes)))
      values.append(("yes_ratio" + end, share(table.saidYes, of: table.count)))
    }
    if !verdicts.isEmpty { add(ConfusionTable(verdicts), "") }
    for split in Set(verdicts.flatMap(\.splits)).sorted() {
      let table = ConfusionTable(verdicts.filter { $0.splits.contains(split) })
      values.append(("accuracy/" + split, share(table.correct, of: table.count)))
      add(table, "/" + split)
    }
    return values.map { name, value in
      let metric = JSON.object { metric in
        metric.put("name", text: name)
        metric.put("value", number: value ?? .nan)
        metric.put("params", .object([]))
      }
      return JSON.Member(key: name, value: metric)
    }
  }
}
