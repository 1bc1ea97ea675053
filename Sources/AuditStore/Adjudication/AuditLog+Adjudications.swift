public import Foundation
import GRDB
public import Probing

extension AuditLog {
  /// Records what people say, all of it or nothing; what counts before stays in the log.
  ///
  /// What a person says already is not recorded again.
  ///
  /// - Parameters:
  ///   - adjudications: The judgments; names and reasons are not empty.
  ///   - time: When they were made.
  /// - Returns: How many are new.
  /// - Throws: ``LogError`` with `invalid` when a probe or a finding is not in the log, or they do not belong together.
  @discardableResult
  public func record(
    adjudications: [Adjudication], at time: Date
  ) throws(LogError) -> Int {
    try write { db in
      let statement = try db.makeStatement(
        sql: """
          INSERT INTO adjudication (probe_id, finding_id, verdict, reason, author, source, decided_at)
          SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM probe WHERE id = ?1)
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM finding WHERE id = ?2 AND probe_id = ?1))
          """)
      var keys: [RowKey] = []
      for adjudication in adjudications {
        // One name in one spelling, so that SQL, which compares bytes, takes it for one person.
        let author = adjudication.author.storable.precomposedStringWithCanonicalMapping
        let last = try Self.adjudications(
          in: db,
          where: """
            adjudication.probe_id = ? AND adjudication.author = ?
              AND coalesce(adjudication.finding_id, ?, 0) = coalesce(?, adjudication.finding_id, 0)
            """,
          [adjudication.probeID, author, adjudication.findingID, adjudication.findingID]
        ).last
        if let last, last.says(adjudication) { continue }
        try statement.execute(arguments: [
          adjudication.probeID, adjudication.findingID, adjudication.judgment.rawValue,
          adjudication.reason.storable, author,
          adjudication.sources.isEmpty ? nil : try JSONColumn.text(adjudication.sources),
          // A clock that was set back makes no later word an earlier one.
          max(time, last?.decidedAt ?? time).logText,
        ])
        guard db.changesCount == 1 else { throw Refusal.unknown("probe or finding") }
        keys.append(RowKey(.number(db.lastInsertedRowID)))
      }
      try db.chain(recorded: "adjudication", keys)
      return keys.count
    }
  }

  /// Everything that people said about an audit's probes, in the order in which they did.
  public func adjudications(ofAudit id: Int64) throws(LogError) -> [AdjudicationRecord] {
    try read { db in try Self.adjudications(in: db, where: "probe.audit_id = ?", [id]) }
  }

  /// Everything that people said, in the order in which they did.
  public func adjudications() throws(LogError) -> [AdjudicationRecord] {
    try read { db in try Self.adjudications(in: db, where: "TRUE", []) }
  }

  /// What stands about an audit's probes by now, by the probe's number.
  ///
  /// Only of probes with a label or options: what is said about a mention of a caption is no word about a label.
  public func standings(ofAudit id: Int64) throws(LogError) -> [Int64: LabelStanding] {
    let records = try adjudications(ofAudit: id)
    guard !records.isEmpty else { return [:] }
    let judged = Set(
      try probes(ofAudit: id).filter { $0.probe.label != nil || $0.probe.choices != nil }.map(\.id))
    var standings: [Int64: LabelStanding] = [:]
    for subject in AdjudicatedSubject.all(records) where judged.contains(subject.probeID) {
      standings[subject.probeID] = subject.standing
    }
    return standings
  }

  private static func adjudications(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [AdjudicationRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT adjudication.*, probe.audit_id FROM adjudication
        JOIN probe ON probe.id = adjudication.probe_id WHERE \(condition)
        ORDER BY adjudication.decided_at, adjudication.id
        """,
      arguments: arguments
    ).map { row in
      AdjudicationRecord(
        id: try row.value("id"), auditID: try row.value("audit_id"),
        probeID: try row.value("probe_id"), findingID: try row.value("finding_id"),
        judgment: try row.word("verdict"), reason: try row.value("reason"),
        author: try row.value("author"), sources: try row.jsonIfAny("source") ?? [],
        decidedAt: try row.date("decided_at"))
    }
  }
}
