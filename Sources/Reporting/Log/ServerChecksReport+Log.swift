import AuditStore
import ModelAPI

extension ServerChecksReport {
  /// Reads a report of the log.
  init(_ stored: StoredServerReport) {
    func doubt(_ entry: ServerReport.Entry) -> Doubt {
      Doubt(
        check: entry.name, isFailure: entry.result.outcome == .failed,
        finding: Redaction.message(entry.result.finding),
        consequence: entry.result.consequence.map(Redaction.message))
    }
    let report = stored.report
    self.init(
      passed: report.passedCount,
      notApplicable: report.checks.count { $0.result.outcome == .notApplicable },
      doubts: (report.failures + report.undecided).map(doubt),
      time: AuditFacts.time(stored.madeAt), isProcessed: report.capabilities.givesProcessedLists)
  }
}
