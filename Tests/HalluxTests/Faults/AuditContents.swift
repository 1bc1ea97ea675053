import Attribution
import GRDB
import Imaging
import Probing

@testable import AuditStore

/// All that an audit concluded and what it rests on, without the numbers that the log gives to rows.
struct AuditContents: Equatable, Sendable {
  struct Finding: Equatable, Sendable {
    var probeID: Int64
    var kind: FindingKind
    var state: FindingRecord.State
    var problem: String?
    var triggers: [Trigger]
    var verifications: [Verification?]
    var explanations: [Explanation]
    var evaluations: [RegionSet: Evaluation]
    var repeats: [Double]
    var prior: PriorRecord?
  }

  var verdicts: [VerdictRecord] = []
  var findings: [Finding] = []
  /// Rows that say the same thing a second time, by table.
  var duplicates: [String: Int] = [:]
  /// SQLite's own word on the file.
  var integrity = ""

  /// Reads the log's only audit; the findings in the order of the probes.
  init(_ log: AuditLog) throws {
    for audit in try log.audits() {
      for rule in ParseRules.all.map(\.name) {
        verdicts += try log.verdicts(ofAudit: audit.id, rule: rule)
      }
      for finding in try log.findings(ofAudit: audit.id) {
        let target = finding.targetID
        let triggers = try log.triggers(ofFinding: finding.id)
        findings.append(
          Finding(
            probeID: finding.probeID, kind: finding.kind, state: finding.state,
            problem: finding.problem, triggers: triggers.map(\.trigger),
            verifications: triggers.flatMap { [$0.verification] + $0.certificateVerifications },
            explanations: try log.explanations(ofFinding: finding.id).map(\.explanation),
            evaluations: try target.map { try log.evaluations(ofTarget: $0) } ?? [:],
            repeats: try target.map { try log.repeats(ofTarget: $0) } ?? [],
            prior: try target.flatMap { try log.prior(ofTarget: $0) }))
      }
    }
    findings.sort { $0.probeID < $1.probeID }
    (duplicates, integrity) = try log.read { db in
      var counts: [String: Int] = [:]
      for (table, columns) in Self.identities {
        counts[table] = try Int.fetchOne(
          db,
          sql: """
            SELECT (SELECT count(*) FROM \(table))
              - (SELECT count(*) FROM (SELECT DISTINCT \(columns) FROM \(table)))
            """)
      }
      return (counts, try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? "")
    }
  }

  /// How many answers of a model a log holds, whichever audit they belong to.
  static func answerCount(_ log: AuditLog) throws -> Int {
    try log.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM reply) + (SELECT count(*) FROM evaluation)
            + (SELECT count(*) FROM repeat) + (SELECT count(*) FROM prior WHERE source = 'text')
          """) ?? 0
    }
  }

  /// What may be in the log only once, by table.
  private static let identities = [
    "audit": "key", "probe": "audit_id, position", "reply": "key", "target": "key",
    "evaluation": "target_id, shown", "verdict": "probe_id, rule", "finding": "probe_id",
    "explanation": "finding_id, search", "trigger_set": "finding_id, side", "prior": "target_id",
    "repeat": "target_id, number",
  ]

  /// Whether the log is sound and says nothing twice.
  var isSound: Bool { integrity == "ok" && duplicates.values.allSatisfy { $0 == 0 } }
}
