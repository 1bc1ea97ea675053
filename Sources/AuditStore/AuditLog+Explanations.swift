import Attribution
import GRDB

extension AuditLog {
  /// Records an explanation, once for each finding and search.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another one of the search for the finding.
  public func record(explanation record: ExplanationRecord) throws(LogError) {
    let explanation = record.explanation
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO explanation (finding_id, search, region_order, gains, insertion, deletion,
            insertion_auc, deletion_auc, highest, influence, influence_auc, evaluations, ending, rounds, measured)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          record.findingID, explanation.search, try JSONColumn.text(explanation.order),
          try JSONColumn.text(explanation.gains), try CurveColumn.text(explanation.insertion),
          try CurveColumn.text(explanation.deletion), record.insertionAUC, record.deletionAUC,
          record.highest, record.influence, record.influenceAUC, explanation.evaluationCount,
          explanation.ending.rawValue, explanation.roundCount,
          explanation.measured.map(JSONColumn.text(places:)),
        ])
      guard db.changesCount == 0 else {
        return try db.chain(recorded: "explanation", RowKey(.number(db.lastInsertedRowID)))
      }
      let stored = try Self.explanations(ofFinding: record.findingID, in: db)
      // Rounds depend on what was known before: a resumed search waits for fewer.
      let isStored = stored.contains { known in
        var same = known
        same.explanation.roundCount = explanation.roundCount
        return same == record
      }
      guard isStored else { throw Refusal.conflict("explanation of this finding") }
    }
  }

  /// The explanations of a finding, one for each search, in the order in which they were made.
  public func explanations(ofFinding id: Int64) throws(LogError) -> [ExplanationRecord] {
    try read { db in try Self.explanations(ofFinding: id, in: db) }
  }

  /// The first explanation of a finding, or nil when it is not explained.
  public func explanation(ofFinding id: Int64) throws(LogError) -> ExplanationRecord? {
    try explanations(ofFinding: id).first
  }

  private static func explanations(
    ofFinding id: Int64, in db: Database
  ) throws -> [ExplanationRecord] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM explanation WHERE finding_id = ? ORDER BY id", arguments: [id]
    ).map { row in
      guard let insertion = try CurveColumn.curve(try row.value("insertion")),
        let deletion = try CurveColumn.curve(try row.value("deletion"))
      else { throw Refusal.unreadable("a curve") }
      return ExplanationRecord(
        findingID: id,
        explanation: Explanation(
          search: try row.value("search"), order: try row.json("region_order"),
          gains: try row.json("gains"), insertion: insertion, deletion: deletion,
          evaluationCount: try row.value("evaluations"), roundCount: try row.value("rounds"),
          ending: try row.word("ending"), measured: try row.jsonIfAny("measured")),
        insertionAUC: try row.value("insertion_auc"), deletionAUC: try row.value("deletion_auc"),
        highest: try row.value("highest"), influence: try row.value("influence"),
        influenceAUC: try row.value("influence_auc"))
    }
  }
}
