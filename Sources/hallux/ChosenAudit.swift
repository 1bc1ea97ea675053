import AuditStore

extension AuditRecord {
  /// What `hallux explain` names the probe set of its one probe.
  static let explanationName = "explain"

  /// Whether it is what `hallux explain` recorded: one answer, without the numbers of an audit.
  ///
  /// A file of probes may have the same name, but then it is among the sources.
  var isExplanation: Bool {
    manifest.probeSet == Self.explanationName && manifest.sources.isEmpty
  }
}

extension AuditLog {
  /// The audit of that number, or the newest one; an explanation of a single answer only where there is nothing else.
  ///
  /// - Throws: ``CommandFailure`` when the log has no such audit; ``LogError``.
  func chosenAudit(_ number: Int64?) throws -> AuditRecord {
    if let audit = try number.map({ try audit(id: $0) }) ?? newestAudit() { return audit }
    throw CommandFailure(
      status: .inputData,
      message: number.map { "the log \(path) has no audit \($0)" }
        ?? "the log \(path) holds no audit yet: run hallux audit")
  }

  private func newestAudit() throws -> AuditRecord? {
    let audits = try audits()
    return audits.last { !$0.isExplanation } ?? audits.last
  }
}
