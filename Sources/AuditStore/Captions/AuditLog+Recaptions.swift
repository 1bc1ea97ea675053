import GRDB
import Imaging
import Probing

extension AuditLog {
  /// Records the caption of a picture that lacks something, once for each finding and what is lacking; the reply must be
  /// in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another one.
  public func record(recaption record: RecaptionRecord) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO recaption (finding_id, removed, shown, area, reply_key, fate, replacement)
          VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          record.findingID, record.removed.rawValue, record.shown.blob, record.area,
          record.replyKey, record.fate.name, record.fate.replacement,
        ])
      guard db.changesCount == 0 else {
        return try db.chain(
          recorded: "recaption",
          RowKey(.number(record.findingID), .text(record.removed.rawValue)))
      }
      let stored = try Self.recaptions(
        ofFinding: record.findingID, regionCount: record.shown.regionCount, in: db)
      guard stored.contains(record) else {
        throw Refusal.conflict("new caption for this finding")
      }
    }
  }

  /// The captions of a finding's picture that lacks something, that without the trigger first.
  public func recaptions(ofFinding id: Int64) throws(LogError) -> [RecaptionRecord] {
    try read { db in
      let regionCount = try Int.fetchOne(
        db,
        sql: """
          SELECT region_count FROM finding JOIN target ON target.id = finding.target_id
          JOIN label_map ON label_map.digest = target.label_map_digest WHERE finding.id = ?
          """,
        arguments: [id])
      guard let regionCount else { return [] }
      return try Self.recaptions(ofFinding: id, regionCount: regionCount, in: db)
    }
  }

  private static func recaptions(
    ofFinding id: Int64, regionCount: Int, in db: Database
  ) throws -> [RecaptionRecord] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM recaption WHERE finding_id = ? ORDER BY removed DESC", arguments: [id]
    ).map { row in
      guard
        let fate = MentionFate(
          name: try row.value("fate"), replacement: try row.value("replacement"))
      else { throw Refusal.unreadable("recaption.fate") }
      return RecaptionRecord(
        findingID: id, removed: try row.word("removed"),
        shown: try row.regionSet("shown", regionCount: regionCount), area: try row.value("area"),
        replyKey: try row.value("reply_key"), fate: fate)
    }
  }
}
