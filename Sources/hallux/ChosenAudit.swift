import AuditStore

extension AuditLog {
  /// The audit of that number, or the newest one.
  ///
  /// - Throws: ``CommandFailure`` when the log has no such audit; ``LogError``.
  func chosenAudit(_ number: Int64?) throws -> AuditRecord {
    if let audit = try number.map({ try audit(id: $0) }) ?? audits().last { return audit }
    throw CommandFailure(
      status: .inputData,
      message: number.map { "the log \(path) has no audit \($0)" }
        ?? "the log \(path) holds no audit yet: run hallux audit")
  }
}
