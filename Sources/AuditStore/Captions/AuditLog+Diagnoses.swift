import Attribution
import GRDB

extension AuditLog {
  /// Records what carries the answer of a finding, once, with the cuts that were tried.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another diagnosis of the finding.
  public func record(diagnosis record: DiagnosisRecord) throws(LogError) {
    try write { db in
      let diagnosis = record.diagnosis
      try db.executeCached(
        sql: """
          INSERT INTO diagnosis (finding_id, cause, visual, prior, snowball, either, p_whole, p_text, p_cut,
            p_text_cut, gain, root_id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          record.findingID, diagnosis.cause.rawValue, diagnosis.visual, diagnosis.prior,
          diagnosis.snowball, diagnosis.either, diagnosis.whole, diagnosis.text,
          diagnosis.earlier?.cut, diagnosis.earlier?.textCut, diagnosis.gain, record.rootID,
        ])
      guard db.changesCount == 1 else {
        let stored = try Self.diagnosis(ofFinding: record.findingID, in: db)
        guard stored == record else {
          throw Refusal.conflict("diagnosis of this finding")
        }
        return
      }
      try db.chain(recorded: "diagnosis", RowKey(.number(record.findingID)))
      try Self.insert(record.cuts, ofFinding: record.findingID, in: db)
    }
  }

  /// What carries the answer of a finding, or nil when that was not found out.
  public func diagnosis(ofFinding id: Int64) throws(LogError) -> DiagnosisRecord? {
    try read { db in try Self.diagnosis(ofFinding: id, in: db) }
  }

  private static func insert(
    _ cuts: [DiagnosisRecord.Cut], ofFinding id: Int64, in db: Database
  ) throws {
    let statement = try db.makeStatement(
      sql: """
        INSERT INTO snowball (finding_id, position, mention_id, earlier_id, target_id, cut_target_id, p_whole,
          p_cut, p_text, p_text_cut, is_bounded, is_cause)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for (position, cut) in cuts.enumerated() {
      try statement.execute(arguments: [
        id, position, cut.mentionID, cut.earlierID, cut.targetID, cut.cutTargetID,
        cut.effect.whole, cut.effect.cut, cut.effect.text, cut.effect.textCut,
        cut.effect.isBounded, cut.isCause,
      ])
    }
    try db.chain(
      recorded: "snowball", cuts.indices.map { RowKey(.number(id), .number(Int64($0))) })
  }

  private static func diagnosis(ofFinding id: Int64, in db: Database) throws -> DiagnosisRecord? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM diagnosis WHERE finding_id = ?", arguments: [id])
    else { return nil }
    let cuts = try Row.fetchAll(
      db, sql: "SELECT * FROM snowball WHERE finding_id = ? ORDER BY position", arguments: [id]
    ).map { row in
      DiagnosisRecord.Cut(
        mentionID: try row.value("mention_id"), earlierID: try row.value("earlier_id"),
        targetID: try row.value("target_id"), cutTargetID: try row.value("cut_target_id"),
        effect: CutEffect(
          whole: try row.value("p_whole"), cut: try row.value("p_cut"),
          text: try row.value("p_text"), textCut: try row.value("p_text_cut"),
          isBounded: try row.value("is_bounded")),
        isCause: try row.value("is_cause"))
    }
    var earlier: CutEffect?
    if let cut: Double = try row.value("p_cut"), let textCut: Double = try row.value("p_text_cut") {
      earlier = CutEffect(
        whole: try row.value("p_whole"), cut: cut, text: try row.value("p_text"), textCut: textCut,
        isBounded: cuts.first(where: \.isCause)?.effect.isBounded ?? false)
    }
    return DiagnosisRecord(
      findingID: id,
      diagnosis: Diagnosis(
        cause: try row.word("cause"), visual: try row.value("visual"),
        prior: try row.value("prior"), snowball: try row.value("snowball"),
        either: try row.value("either"), whole: try row.value("p_whole"),
        text: try row.value("p_text"), earlier: earlier),
      rootID: try row.value("root_id"), cuts: cuts)
  }
}
