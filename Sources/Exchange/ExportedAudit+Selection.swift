public import AuditStore
import Foundation
import Probing

extension ExportedAudit {
  /// Keeps the probes of one split.
  public mutating func keep(ofSplit split: String) {
    answers.removeAll { !$0.probe.splits.contains(split) }
  }

  /// Keeps the probes whose findings are among those given.
  public mutating func keep(findings: [FindingRow]) {
    let ids = Set(findings.map(\.id))
    answers.removeAll { answer in !answer.findings.contains { ids.contains($0.id) } }
  }
}

extension AuditRecord {
  /// The parse rule that made the audit's findings, by its name.
  public var rule: String {
    let settings = try? JSONSerialization.jsonObject(with: Data(manifest.settings.utf8))
    return (settings as? [String: Any])?["rule"] as? String ?? "hallux"
  }
}
