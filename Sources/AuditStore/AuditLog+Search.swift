import Attribution
import GRDB
import Probing

extension AuditLog {
  /// The findings that a filter lets through, in its order.
  public func search(_ filter: FindingFilter) throws(LogError) -> [FindingRow] {
    try read { db in
      var conditions: [String] = []
      var arguments = StatementArguments()
      func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
        guard let value else { return }
        conditions.append(condition)
        arguments += [value]
      }
      require("kind = ?", filter.kind?.rawValue)
      require("object = ?", filter.object)
      require("model = ?", filter.model)
      require("audit = ?", filter.auditID)
      require("(planted IS NOT NULL) = ?", filter.isPlanted)
      // SQLite takes a negative limit for none.
      arguments += [filter.limit.map { max($0, 0) } ?? -1]
      return try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM findings_view
          WHERE \(conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "))
          ORDER BY \(filter.sortKey.rawValue) \(filter.descending ? "DESC" : "ASC") NULLS LAST, finding
          LIMIT ?
          """,
        arguments: arguments
      ).map(FindingRow.init)
    }
  }

  /// What an audit rests on: how many answers of the model, each distinct request counted once.
  ///
  /// Answers that were in the log before the audit began count as well; an audit may have asked for none.
  public func requestCount(ofAudit id: Int64) throws(LogError) -> RequestCount {
    try read { db in
      let replies = try Int.fetchOne(
        db,
        sql: """
          WITH of_audit AS (SELECT id FROM trigger_set
            WHERE finding_id IN (SELECT id FROM finding WHERE audit_id = ?1))
          SELECT count(*) FROM (
            SELECT reply_key FROM verdict WHERE probe_id IN (SELECT id FROM probe WHERE audit_id = ?1)
            UNION SELECT reply_key FROM choice_verdict
              WHERE probe_id IN (SELECT id FROM probe WHERE audit_id = ?1)
            UNION SELECT reply_key FROM finding WHERE audit_id = ?1 AND reply_key IS NOT NULL
            UNION SELECT verified_by FROM trigger_set
              WHERE verified_by IS NOT NULL AND id IN of_audit
            UNION SELECT verified_by FROM certificate
              WHERE verified_by IS NOT NULL AND trigger_set_id IN of_audit)
          """,
        arguments: [id])
      let asked = try Row.fetchOne(
        db,
        sql: """
          WITH of_audit AS (SELECT target_id FROM finding WHERE audit_id = ?1
            UNION SELECT coarse_target_id FROM finding WHERE audit_id = ?1)
          SELECT (SELECT count(*) FROM evaluation WHERE target_id IN of_audit)
              + (SELECT count(*) FROM prior WHERE target_id IN of_audit AND source = 'text')
              AS evaluations,
            (SELECT count(*) FROM repeat WHERE target_id IN of_audit) AS repeats
          """,
        arguments: [id])
      return RequestCount(
        replies: replies ?? 0, evaluations: try asked?.value("evaluations") ?? 0,
        repeats: try asked?.value("repeats") ?? 0)
    }
  }
}

extension FindingRow {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.value("finding"), auditID: try row.value("audit"),
      model: try row.value("model"), image: try row.value("image"),
      imageDigest: try row.value("image_digest"), question: try row.value("question"),
      object: try row.value("object"), label: try row.wordIfAny("label"),
      said: try row.value("said"),
      kind: try row.word("kind"), confidence: try row.value("confidence"),
      plantedRule: try row.value("planted"), triggerStatus: try row.wordIfAny("trigger_status"),
      triggerArea: try row.value("area"), triggerSize: try row.value("size"),
      minimality: try row.wordIfAny("minimality"), evaluationCount: try row.value("evaluations"),
      insertionAUC: try row.value("insertion_auc"), deletionAUC: try row.value("deletion_auc"),
      influence: try row.value("influence"), state: try row.word("state"))
  }
}
