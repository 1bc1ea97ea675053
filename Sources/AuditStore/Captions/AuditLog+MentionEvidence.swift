public import Attribution
import GRDB

extension AuditLog {
  /// Records where a finding's mention has its evidence, once.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds other evidence of the finding.
  public func record(
    evidence: MentionEvidence, ofFinding id: Int64
  ) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO mention_evidence (finding_id, evidence, memory, center_x, center_y, overlap, distance, is_jump)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          id, JSONColumn.text(numbers: evidence.evidence),
          JSONColumn.text(numbers: evidence.memory),
          evidence.center?.x, evidence.center?.y, evidence.overlap, evidence.distance,
          evidence.isJump,
        ])
      guard db.changesCount == 0 else {
        return try db.chain(recorded: "mention_evidence", RowKey(.number(id)))
      }
      guard try Self.evidence(ofFinding: id, in: db) == evidence else {
        throw Refusal.conflict("evidence of this finding")
      }
    }
  }

  /// Where a finding's mention has its evidence, or nil when that was not recorded.
  public func evidence(ofFinding id: Int64) throws(LogError) -> MentionEvidence? {
    try read { db in try Self.evidence(ofFinding: id, in: db) }
  }

  /// Where the explained mentions of a probe's caption have their evidence, by the mentions' numbers.
  public func evidence(ofProbe id: Int64) throws(LogError) -> [Int64: MentionEvidence] {
    try read { db in
      var evidence: [Int64: MentionEvidence] = [:]
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT finding.mention_id, mention_evidence.* FROM finding
          JOIN mention_evidence ON mention_evidence.finding_id = finding.id
          WHERE finding.probe_id = ? AND finding.mention_id IS NOT NULL
          """, arguments: [id])
      { evidence[try row.value("mention_id")] = try Self.evidence(row) }
      return evidence
    }
  }

  private static func evidence(ofFinding id: Int64, in db: Database) throws -> MentionEvidence? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM mention_evidence WHERE finding_id = ?", arguments: [id]
    ).map(evidence)
  }

  private static func evidence(_ row: Row) throws -> MentionEvidence {
    guard let evidence = JSONColumn.numbers(try row.value("evidence")),
      let memory = JSONColumn.numbers(try row.value("memory"))
    else { throw Refusal.unreadable("mention_evidence.evidence") }
    var center: MentionEvidence.Place?
    if let x: Double = try row.value("center_x"), let y: Double = try row.value("center_y") {
      center = MentionEvidence.Place(x: x, y: y)
    }
    return MentionEvidence(
      evidence: evidence, memory: memory, center: center, overlap: try row.value("overlap"),
      distance: try row.value("distance"), isJump: try row.value("is_jump"))
  }
}
