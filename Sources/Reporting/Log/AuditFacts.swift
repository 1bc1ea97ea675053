import AuditStore
import Foundation
import ModelAPI

/// What is on record about an audit: its cost, what was audited, with which settings.
struct AuditFacts {
  /// The audit.
  var record: AuditRecord
  /// What it was told to do.
  var settings: LoggedSettings
  /// What it rests on; nil where that is not told.
  var requests: RequestCount?
  /// The log's head when the report is written.
  var logHead: LogHead?

  /// The facts in groups.
  var groups: [FactGroup] {
    [
      FactGroup(title: "Cost", facts: cost),
      FactGroup(title: "What was audited", facts: manifest),
      FactGroup(
        title: "Settings",
        facts: settings.values.map { Fact(Self.words($0.name), Redaction.message($0.value)) }),
    ]
  }

  private var cost: [Fact] {
    (requests.map { requests in
      [
        Fact("replies by generation", NumberText.count(requests.replies)),
        Fact("evaluations of masked pictures", NumberText.count(requests.evaluations)),
        Fact("distinct requests in all", NumberText.count(requests.total)),
      ]
    } ?? []) + [
      Fact("begun", Self.time(record.startedAt)),
      Fact("ended", record.finishedAt.map(Self.time) ?? "still running"),
    ]
  }

  private var manifest: [Fact] {
    let manifest = record.manifest
    var facts = [Fact("model", manifest.model.name)]
    if !manifest.model.fingerprint.isEmpty {
      facts.append(Fact("model fingerprint", manifest.model.fingerprint))
    }
    return facts + [
      Fact("probe set", manifest.probeSet),
      Fact("probe set digest", manifest.probeSetDigest),
    ] + manifest.sources.map(Self.fact) + [
      Fact("audit", "\(record.id), \(record.state.rawValue)"),
      Fact("audit key", manifest.key),
      Fact("Hallux", manifest.halluxVersion),
    ] + (logHead.map { [Fact("log head at export", $0.hash)] } ?? [])
  }

  /// A file that the probes were read from.
  private static func fact(_ source: ProbeSource) -> Fact {
    let role =
      switch source.role {
      case .probes: "probe file"
      case .annotations: "file of labels"
      case .relabel: "labels in force"
      case .replies: "replies, imported"
      }
    return Fact(
      role,
      [Redaction.message(source.name), source.published, source.note, "sha256:\(source.sha256)"]
        .compactMap { $0 }.joined(separator: "; "))
  }

  /// A time in UTC, to the second, the same in every place and language.
  static func time(_ date: Date) -> String {
    date.formatted(.iso8601).replacing("T", with: " ").replacing("Z", with: " UTC")
  }

  /// `regionCount` as `region count`.
  private static func words(_ name: String) -> String {
    name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }
}
