import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing

/// Everything that the log says about how an audit came about.
struct ShownAudit {
  let log: String
  let audit: AuditRecord
  let contents: AuditContents
  let requests: RequestCount
  let shares: [ShareRecord]
  let head: LogHead?
  /// The numbers with and without people's judgments of the labels; nil where there are none.
  let summary: AuditSummary?

  /// Reads it from the log.
  ///
  /// - Throws: `LogError`.
  init(_ audit: AuditRecord, of log: AuditLog) throws(LogError) {
    let settings = try? AuditSettings(canonicalText: audit.manifest.settings)
    summary =
      try log.standings(ofAudit: audit.id).isEmpty
      ? nil
      : AuditSummary(
        audit, rule: settings?.rule ?? AuditSettings().rule, log: log,
        seed: RunningAudit.bootstrapSeed)
    self.log = log.path
    self.audit = audit
    contents = try log.contents(ofAudit: audit.id)
    requests = try log.requestCount(ofAudit: audit.id)
    shares = try log.shares(ofAudit: audit.id)
    head = try log.head()
  }

  /// For a person, a line each.
  var lines: [String] {
    let manifest = audit.manifest
    var lines = [
      "audit       \(audit.id), \(audit.state.rawValue), of \(log.printable)",
      "key         \(manifest.key)",
      "hallux      \(manifest.halluxVersion.printable)",
      "model       \(manifest.model.name.printable)",
    ]
    if !manifest.model.fingerprint.isEmpty {
      lines.append("            fingerprint \(manifest.model.fingerprint.printable)")
    }
    lines += contents.systemFingerprints.map { "            server said \($0.printable)" }
    lines += [
      "probes      \(manifest.probeSet.printable)",
      "            digest \(manifest.probeSetDigest.printable)",
    ]
    lines += manifest.sources.map { source in
      "            \(source.role.rawValue) "
        + [source.name, source.published, source.note, "sha256 \(source.sha256)"]
        .compactMap { $0?.printable }.joined(separator: "; ")
    }
    if audit.isImported {
      lines.append("imported    another tool had the replies from the model; Hallux asked nothing")
    }
    lines += settings.map { "setting     \($0.name.printable) = \($0.value.printable)" }
    if !shares.isEmpty {
      lines.append(
        "shares      \(shares.shareText)"
          + (audit.state == .finished
            ? "" : ": a part of the audit; others are elsewhere, or to come"))
    }
    lines += contents.history.map { "history     \($0.at.printable) \($0.state.printable)" }
    lines += countLines
    if let summary, let adjudicated = summary.adjudicated {
      lines += adjudicated.lines(beside: summary.metrics.pooled)
    }
    return lines + [head.map { "head        \($0.hash)" } ?? "head        none"]
  }

  private var countLines: [String] {
    let verdicts = contents.verdictCounts.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let findings = contents.findingCounts.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
    return [
      "counts      \(contents.probeCount) probes about \(contents.pictures.count) images,"
        + " \(contents.probeProblemCount) with a problem",
      "            verdicts: \(verdicts.isEmpty ? "none" : verdicts.printable)",
      "            findings: \(findings.isEmpty ? "none" : findings); \(contents.explainedCount) explained,"
        + " \(contents.failedCount) failed",
      "            \(requests.replies) replies, \(requests.evaluations) evaluations,"
        + " \(requests.repeats) repeats"
        + (contents.promptTokenCount.map { "; \($0) prompt tokens" } ?? ""),
    ]
  }

  /// The settings by their names, in the order of the alphabet.
  private var settings: [(name: String, value: String)] {
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(audit.manifest.settings.utf8))
        as? [String: Any]
    else { return [("settings", audit.manifest.settings)] }
    // How images would have been masked says nothing where none was.
    let told = object.filter {
      !audit.isImported || ["imported", "rule", "promptSuffix"].contains($0.key)
    }
    return told.sorted { $0.key < $1.key }.map { name, value in
      let data = try? JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
      return (name, data.map { String(decoding: $0, as: UTF8.self) } ?? "\(value)")
    }
  }
}
