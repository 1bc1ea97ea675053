import GRDB

extension AuditLog {
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
