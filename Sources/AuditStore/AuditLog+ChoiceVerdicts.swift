import GRDB

extension AuditLog {
  /// Records the verdict on a multiple-choice probe, once; its reply must be in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another verdict on the probe.
  public func record(choiceVerdict verdict: ChoiceVerdictRecord) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO choice_verdict (probe_id, reply_key, chosen, is_correct) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [verdict.probeID, verdict.replyKey, verdict.chosen, verdict.isCorrect])
      guard db.changesCount == 0 else {
        return try db.chain(recorded: "choice_verdict", RowKey(.number(verdict.probeID)))
      }
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM choice_verdict WHERE probe_id = ?", arguments: [verdict.probeID])
      guard try row.map(ChoiceVerdictRecord.init) == verdict else {
        throw Refusal.conflict("verdict on this probe")
      }
    }
  }

  /// The verdicts on an audit's multiple-choice probes, in the order of the probe set.
  public func choiceVerdicts(ofAudit id: Int64) throws(LogError) -> [ChoiceVerdictRecord] {
    try read { db in try Self.choiceVerdicts(in: db, where: "probe.audit_id = ?", [id]) }
  }

  /// The verdicts that satisfy a condition, in the order of the probe set.
  static func choiceVerdicts(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [ChoiceVerdictRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT choice_verdict.* FROM choice_verdict JOIN probe ON probe.id = choice_verdict.probe_id
        WHERE \(condition) ORDER BY probe.position
        """,
      arguments: arguments
    ).map(ChoiceVerdictRecord.init)
  }
}

extension ChoiceVerdictRecord {
  fileprivate init(_ row: Row) throws {
    self.init(
      probeID: try row.value("probe_id"), replyKey: try row.value("reply_key"),
      chosen: try row.value("chosen"), isCorrect: try row.value("is_correct"))
  }
}
