import AuditStore
import Foundation
import ModelAPI

/// What was found out about the server, as the summaries print it: what passed only counts.
struct ServerChecksJSON: Encodable {
  struct Check: Encodable {
    var name: String
    var finding: String
    var consequence: String?
    var remedy: Remedy?

    init(_ entry: ServerReport.Entry) {
      name = entry.name
      finding = entry.result.finding
      consequence = entry.result.consequence
      remedy = entry.result.remedy
    }
  }

  var checkedAt: String
  var checks: Int
  var passed: Int
  var failed: [Check]
  var couldNotTell: [Check]
  var capabilities: ServerCapabilities

  init(_ stored: StoredServerReport) {
    checkedAt = stored.madeAt.formatted(.iso8601)
    checks = stored.report.checks.count
    passed = stored.report.passedCount
    failed = stored.report.failures.map(Check.init)
    couldNotTell = stored.report.undecided.map(Check.init)
    capabilities = stored.report.capabilities
  }
}

extension StoredServerReport {
  /// For a person, one line: how many checks passed, and which did not.
  var line: String {
    func names(_ entries: [ServerReport.Entry]) -> String {
      entries.map(\.name).joined(separator: ", ")
    }
    let (failures, undecided) = (report.failures, report.undecided)
    let notApplicable = report.checks.count { $0.result.outcome == .notApplicable }
    return "\(report.passedCount) checks passed"
      + (notApplicable == 0 ? "" : ", \(notApplicable) did not apply")
      + (failures.isEmpty ? "" : "; failed: \(names(failures))")
      + (undecided.isEmpty ? "" : "; could not tell: \(names(undecided))")
      + ", \(ForecastText.time(madeAt))"
  }
}
