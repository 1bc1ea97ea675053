import GRDB

extension AuditLog {
  /// Records that a probe's answer, or a mention in it, is a finding, once; a new finding is open.
  ///
  /// - Parameters:
  ///   - audit: The audit that found it.
  ///   - probe: The probe.
  ///   - kind: What makes it a finding.
  ///   - confidence: The probability of what the model said, in 0 … 1, where it is known.
  ///   - replyKey: The answer, in the log, of a probe that has no verdict.
  ///   - mention: The mention of a caption that it is about; nil where it is about the whole answer.
  /// - Returns: The finding as the log holds it, with its state when it was found before.
  /// - Throws: ``LogError`` with `conflict` when the log holds another kind of finding or another
  ///   confidence for the probe.
  public func recordFinding(
    audit: Int64, probe: Int64, kind: FindingKind, confidence: Double?, replyKey: String? = nil,
    mention: Int64? = nil
  ) throws(LogError) -> FindingRecord {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO finding (audit_id, probe_id, kind, confidence, state, reply_key, mention_id)
          VALUES (?, ?, ?, ?, 'open', ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [audit, probe, kind.rawValue, confidence, replyKey, mention])
      let isNew = db.changesCount == 1
      guard
        let finding = try Self.findings(
          in: db, where: "probe_id = ? AND mention_id IS ?", [probe, mention]
        ).first
      else { throw Refusal.unknown("finding") }
      guard finding.auditID == audit, finding.kind == kind, finding.confidence == confidence,
        finding.replyKey == replyKey
      else {
        throw Refusal.conflict("finding for this probe")
      }
      if isNew { try db.chain(recorded: "finding", RowKey(.number(finding.id))) }
      return finding
    }
  }

  /// The findings of an audit, in the order of the probe set; those of one caption in the order of its text.
  public func findings(ofAudit id: Int64) throws(LogError) -> [FindingRecord] {
    try read { db in
      try Self.findings(
        in: db, where: "audit_id = ?", [id],
        orderedBy: """
          (SELECT position FROM probe WHERE probe.id = finding.probe_id),
          (SELECT position FROM mention WHERE mention.id = finding.mention_id)
          """)
    }
  }

  /// The finding of this number, or nil when there is none.
  public func finding(id: Int64) throws(LogError) -> FindingRecord? {
    try read { db in try Self.findings(in: db, where: "id = ?", [id]).first }
  }

  /// Records which target explains a finding.
  ///
  /// - Throws: ``LogError`` with `conflict` when another target does.
  public func setTarget(_ target: Int64, forFinding id: Int64) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: "UPDATE finding SET target_id = ?1 WHERE id = ?2 AND coalesce(target_id, ?1) = ?1",
        arguments: [target, id])
      guard db.changesCount == 0 else {
        return try db.chain(changed: "finding", RowKey(.number(id)))
      }
      let isKnown = try Row.fetchOne(db, sql: "SELECT 1 FROM finding WHERE id = ?", arguments: [id])
      throw isKnown == nil
        ? Refusal.unknown("finding") : Refusal.conflict("target for this finding")
    }
  }

  /// Records the target at whose coarse regions a finding was explained first.
  ///
  /// - Throws: ``LogError`` with `invalid` when there is no such finding.
  public func setCoarseTarget(_ target: Int64, forFinding id: Int64) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: "UPDATE finding SET coarse_target_id = ? WHERE id = ?", arguments: [target, id])
      guard db.changesCount == 1 else { throw Refusal.unknown("finding") }
      try db.chain(changed: "finding", RowKey(.number(id)))
    }
  }

  /// Records how far a finding's explanation is.
  ///
  /// - Parameters:
  ///   - state: How far it is.
  ///   - problem: Why it could not be explained, in one line; nil when nothing is wrong.
  ///   - id: The finding.
  /// - Throws: ``LogError`` with `invalid` when there is no such finding.
  public func setState(
    _ state: FindingRecord.State, problem: String? = nil, forFinding id: Int64
  ) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: "UPDATE finding SET state = ?, problem = ? WHERE id = ?",
        arguments: [state.rawValue, problem?.storable, id])
      guard db.changesCount == 1 else { throw Refusal.unknown("finding") }
      try db.chain(changed: "finding", RowKey(.number(id)))
    }
  }

  private static func findings(
    in db: Database, where condition: String, _ arguments: StatementArguments,
    orderedBy order: String = "id"
  ) throws -> [FindingRecord] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM finding WHERE \(condition) ORDER BY \(order)"),
      arguments: arguments
    ).map { row in
      FindingRecord(
        id: try row.value("id"), auditID: try row.value("audit_id"),
        probeID: try row.value("probe_id"), kind: try row.word("kind"),
        confidence: try row.value("confidence"), targetID: try row.value("target_id"),
        state: try row.word("state"), problem: try row.value("problem"),
        replyKey: try row.value("reply_key"), mentionID: try row.value("mention_id"))
    }
  }
}
