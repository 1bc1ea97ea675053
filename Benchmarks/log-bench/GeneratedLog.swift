import AuditStore
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing

/// A log of audits as long ones are: recorded by the log's own methods, so that every row is chained as a real one.
///
/// Each answer has a reply with two tokens of twenty candidates, and a verdict under every parse rule. One finding
/// in fifty is explained: a target on 64 regions, a prior, three repeats, 156 evaluations, an explanation with
/// its curves, two triggers with their certificates. Pictures are tiny: a real one weighs the same however many
/// findings it has.
struct GeneratedLog {
  let path: String
  let findingCount: Int
  let detail: GeneratedDetail

  private static let start = Date(timeIntervalSince1970: 1_800_000_000)
  /// How many probes go into one transaction; each is chained alone, as while an audit runs.
  private static let probesPerTransaction = 500

  /// Makes the log, or goes on with it where whole audits of it are there, and says how long that took.
  func make(findingsPerAudit: Int) throws {
    let clock = ContinuousClock.now
    let log = try AuditLog.open(at: path, access: .readWrite)
    var number = try log.audits().count
    var made = try log.counts(matching: FindingQuery(), by: [])[0].count
    while made < findingCount {
      let count = min(findingsPerAudit, findingCount - made)
      try make(GeneratedAudit(number: number, findingCount: count), in: log)
      (number, made) = (number + 1, made + count)
      FileHandle.standardError.write(
        Data("\(made) findings, \((ContinuousClock.now - clock) / .seconds(1)) s\n".utf8))
    }
    log.settle()
  }

  private func make(_ audit: GeneratedAudit, in log: AuditLog) throws {
    let probes = audit.probes
    let record = try log.beginAudit(audit.manifest(probes), probes: probes, at: Self.start)
    let stored = try log.probes(ofAudit: record.id)
    var answers = try GeneratedAnswers(
      audit: audit, auditID: record.id, log: log, time: Self.start, detail: detail)
    for start in stride(from: 0, to: stored.count - 1, by: Self.probesPerTransaction) {
      try log.recordTogether {
        for probe in stored[start..<min(start + Self.probesPerTransaction, stored.count - 1)] {
          try answers.record(probe)
        }
      }
    }
    try log.finishAudit(record.id, state: .interrupted, at: Self.start + 3_600)
  }
}
