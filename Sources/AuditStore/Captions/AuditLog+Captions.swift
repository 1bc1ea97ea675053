import GRDB
import Probing

extension AuditLog {
  /// Records a caption with its mentions, once for each probe, all of it or nothing; the replies must be in the log.
  ///
  /// - Returns: The mentions as the log holds them, with their numbers.
  /// - Throws: ``LogError`` with `conflict` when the log holds another caption or other mentions of the probe.
  @discardableResult
  public func record(
    caption: CaptionRecord, mentions: [MentionRecord]
  ) throws(LogError) -> [MentionRecord] {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO caption (probe_id, reply_key, variant, judged_by, is_cut) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [
          caption.probeID, caption.replyKey, caption.variant.rawValue, caption.judge.rawValue,
          caption.isCut,
        ])
      if db.changesCount == 1 {
        try db.chain(recorded: "caption", RowKey(.number(caption.probeID)))
        try Self.insert(mentions, in: db)
      }
      let stored = try Self.captions(in: db, where: "caption.probe_id = ?", [caption.probeID])
      let held = try Self.mentions(in: db, where: "probe_id = ?", [caption.probeID])
      let unnumbered = held.map { mention in
        var mention = mention
        mention.id = 0
        return mention
      }
      guard stored == [caption], unnumbered == mentions.map(\.storable) else {
        throw Refusal.conflict("caption of this probe")
      }
      return held
    }
  }

  /// The captions of an audit, in the order of the probe set.
  public func captions(ofAudit id: Int64) throws(LogError) -> [CaptionRecord] {
    try read { db in
      try Self.captions(in: db, where: "probe.audit_id = ?", [id])
    }
  }

  /// The caption of a probe, or nil when it has none.
  public func caption(ofProbe id: Int64) throws(LogError) -> CaptionRecord? {
    try read { db in try Self.captions(in: db, where: "caption.probe_id = ?", [id]).first }
  }

  /// The mentions of a caption, in the order of the text.
  public func mentions(ofProbe id: Int64) throws(LogError) -> [MentionRecord] {
    try read { db in try Self.mentions(in: db, where: "probe_id = ?", [id]) }
  }

  /// The mention of this number, or nil when there is none.
  public func mention(id: Int64) throws(LogError) -> MentionRecord? {
    try read { db in try Self.mentions(in: db, where: "id = ?", [id]).first }
  }

  private static func insert(_ mentions: [MentionRecord], in db: Database) throws {
    let statement = try db.makeStatement(
      sql: """
        INSERT INTO mention (probe_id, position, object, words, start, length, standing, quarter, asked_key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    var keys: [RowKey] = []
    for mention in mentions.map(\.storable) {
      try statement.execute(arguments: [
        mention.probeID, mention.position, mention.object, mention.words,
        mention.range.lowerBound, mention.range.count, mention.standing.rawValue, mention.quarter,
        mention.askedKey,
      ])
      keys.append(RowKey(.number(db.lastInsertedRowID)))
    }
    try db.chain(recorded: "mention", keys)
  }

  private static func captions(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [CaptionRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT caption.* FROM caption JOIN probe ON probe.id = caption.probe_id
        WHERE \(condition) ORDER BY probe.position
        """,
      arguments: arguments
    ).map { row in
      CaptionRecord(
        probeID: try row.value("probe_id"), replyKey: try row.value("reply_key"),
        variant: try row.word("variant"), judge: try row.word("judged_by"),
        isCut: try row.value("is_cut"))
    }
  }

  private static func mentions(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [MentionRecord] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM mention WHERE \(condition) ORDER BY position", arguments: arguments
    ).map { row in
      let start: Int = try row.value("start")
      let length: Int = try row.value("length")
      guard start >= 0, length >= 0, start <= Int.max - length else {
        throw Refusal.unreadable("mention.start")
      }
      return MentionRecord(
        id: try row.value("id"), probeID: try row.value("probe_id"),
        position: try row.value("position"), object: try row.value("object"),
        words: try row.value("words"), range: start..<start + length,
        standing: try row.word("standing"), quarter: try row.value("quarter"),
        askedKey: try row.value("asked_key"))
    }
  }
}

extension MentionRecord {
  /// The mention as it comes back from the log.
  fileprivate var storable: MentionRecord {
    var result = self
    result.words = words.storable
    return result
  }
}
