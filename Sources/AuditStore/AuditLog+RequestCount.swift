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
            UNION SELECT reply_key FROM caption WHERE probe_id IN (SELECT id FROM probe WHERE audit_id = ?1)
            UNION SELECT asked_key FROM mention WHERE asked_key IS NOT NULL
              AND probe_id IN (SELECT id FROM probe WHERE audit_id = ?1)
            UNION SELECT way.value ->> 'reply_key'
              FROM target, json_each(target.lead_in) AS step, json_each(step.value, '$.ways') AS way
              WHERE way.value ->> 'reply_key' IS NOT NULL
                AND target.id IN (SELECT target_id FROM finding WHERE audit_id = ?1
                  UNION SELECT target_id FROM snowball
                    WHERE finding_id IN (SELECT id FROM finding WHERE audit_id = ?1))
            UNION SELECT reply_key FROM recaption
              WHERE finding_id IN (SELECT id FROM finding WHERE audit_id = ?1)
            UNION SELECT verified_by FROM trigger_set
              WHERE verified_by IS NOT NULL AND id IN of_audit
            UNION SELECT verified_by FROM certificate
              WHERE verified_by IS NOT NULL AND trigger_set_id IN of_audit)
          """,
        arguments: [id])
      let asked = try Row.fetchOne(
        db,
        sql: """
          WITH found AS (SELECT id FROM finding WHERE audit_id = ?1),
            of_audit AS (SELECT target_id FROM finding WHERE audit_id = ?1
              UNION SELECT coarse_target_id FROM finding WHERE audit_id = ?1
              UNION SELECT target_id FROM snowball WHERE finding_id IN found
              UNION SELECT cut_target_id FROM snowball WHERE finding_id IN found),
            -- What was asked about several mentions at once was one request.
            asked AS (SELECT target_id, target_id AS asked_id FROM of_audit
              WHERE target_id NOT IN (SELECT finding.target_id FROM joint_target
                JOIN finding ON finding.id = joint_target.finding_id
                WHERE finding.audit_id = ?1 AND finding.target_id IS NOT NULL)
              UNION SELECT finding.target_id, joint_target.target_id FROM joint_target
                JOIN finding ON finding.id = joint_target.finding_id WHERE finding.audit_id = ?1)
          SELECT (SELECT count(*) FROM (SELECT DISTINCT asked_id, shown FROM evaluation
                JOIN asked ON asked.target_id = evaluation.target_id))
              + (SELECT count(DISTINCT asked_id) FROM prior
                JOIN asked ON asked.target_id = prior.target_id WHERE source = 'text')
              AS evaluations,
            (SELECT count(*) FROM (SELECT DISTINCT asked_id, number FROM repeat
              JOIN asked ON asked.target_id = repeat.target_id)) AS repeats
          """,
        arguments: [id])
      return RequestCount(
        replies: replies ?? 0, evaluations: try asked?.value("evaluations") ?? 0,
        repeats: try asked?.value("repeats") ?? 0)
    }
  }
}
