import GRDB
import Probing

extension AuditLog {
  /// Records a verdict, once for each probe and rule; its reply must be in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another verdict of the rule on the probe.
  public func record(verdict: VerdictRecord) throws(LogError) {
    try record(verdicts: [verdict])
  }

  /// Records verdicts, all of them or none, each once for its probe and rule; their replies must be in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another verdict of a rule on its probe.
  public func record(verdicts: [VerdictRecord]) throws(LogError) {
    try write { db in
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO verdict (probe_id, rule, reply_key, answer, outcome, p_yes, p_no, p_other,
            is_bounded, at_most)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """)
      var keys: [RowKey] = []
      for verdict in verdicts {
        try statement.execute(arguments: [
          verdict.probeID, verdict.rule, verdict.replyKey, verdict.answer?.rawValue,
          verdict.outcome.rawValue, verdict.pYes, verdict.pNo, verdict.pOther, verdict.isBounded,
          verdict.boundedShares.isEmpty
            ? nil : try JSONColumn.text(verdict.boundedShares.map(\.rawValue).sorted()),
        ])
        guard db.changesCount == 0 else {
          keys.append(RowKey(.number(verdict.probeID), .text(verdict.rule)))
          continue
        }
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM verdict WHERE probe_id = ? AND rule = ?",
          arguments: [verdict.probeID, verdict.rule])
        guard let row, try VerdictRecord(row).isSame(as: verdict, isUnsure: row["at_most"] == nil)
        else {
          throw Refusal.conflict("verdict on this probe")
        }
      }
      try db.chain(recorded: "verdict", keys)
    }
  }

  /// The verdicts of one rule on an audit's probes, in the order of the probe set.
  public func verdicts(ofAudit id: Int64, rule: String) throws(LogError) -> [VerdictRecord] {
    try read { db in
      try Self.verdicts(in: db, where: "probe.audit_id = ? AND verdict.rule = ?", [id, rule])
    }
  }

  /// The verdicts of every rule on a probe, in the order of the rules' names.
  public func verdicts(ofProbe id: Int64) throws(LogError) -> [VerdictRecord] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT * FROM verdict WHERE probe_id = ? ORDER BY rule"),
        arguments: [id]
      ).map(VerdictRecord.init)
    }
  }

  /// The verdicts that satisfy a condition, in the order of the probe set.
  static func verdicts(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [VerdictRecord] {
    // From the probes, in their order: nothing is sorted, and the next one is there when it is read.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT verdict.* FROM probe CROSS JOIN verdict ON verdict.probe_id = probe.id
        WHERE \(condition) ORDER BY probe.position
        """,
      arguments: arguments)
    var verdicts: [VerdictRecord] = []
    while let row = try rows.next() { verdicts.append(try VerdictRecord(row)) }
    return verdicts
  }
}

extension VerdictRecord {
  fileprivate init(_ row: Row) throws {
    let isBounded: Bool = try row.value("is_bounded")
    let named: [String]? = try row.jsonIfAny("at_most")
    self.init(
      probeID: try row.value("probe_id"), rule: try row.value("rule"),
      replyKey: try row.value("reply_key"), answer: try row.wordIfAny("answer"),
      outcome: try row.word("outcome"), pYes: try row.value("p_yes"), pNo: try row.value("p_no"),
      pOther: try row.value("p_other"),
      // Before the fourth schema the log did not say which.
      boundedShares: named.map { Set($0.compactMap(Share.init)) }
        ?? (isBounded ? Set(Share.allCases) : []))
  }

  /// Whether this is the other verdict; a log that does not say which shares are bounds agrees with any.
  fileprivate func isSame(as other: VerdictRecord, isUnsure: Bool) -> Bool {
    var same = self
    if isUnsure, isBounded == other.isBounded { same.boundedShares = other.boundedShares }
    return same == other
  }
}
