import Foundation
import GRDB
public import ModelAPI

extension AuditLog {
  /// The reply to the request of this key, or nil when it was never answered.
  public func reply(key: String) throws(LogError) -> StoredReply? {
    try read { db in try Self.reply(key: key, in: db) }
  }

  /// What the model said in the reply to the request of this key, or nil when it was never answered.
  ///
  /// The probabilities of its tokens, by far the most of a reply, are not read.
  public func replyText(key: String) throws(LogError) -> String? {
    try read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT text FROM reply WHERE key = ?"), arguments: [key]
      ).map { row in try row.value("text") }
    }
  }

  /// The replies to an audit's probes, by the probe's number; a probe that was not answered has none.
  public func replies(toProbesOfAudit id: Int64) throws(LogError) -> [Int64: ModelReply] {
    try storedReplies(toProbesOfAudit: id).mapValues(\.reply)
  }

  /// The replies to an audit's probes with what they answer, by the probe's number; a probe that was not answered
  /// has none.
  public func storedReplies(toProbesOfAudit id: Int64) throws(LogError) -> [Int64: StoredReply] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT probe.id AS probe, coalesce(choice_verdict.reply_key, caption.reply_key, finding.reply_key,
            (SELECT reply_key FROM verdict WHERE verdict.probe_id = probe.id LIMIT 1)) AS key
          FROM probe
          LEFT JOIN choice_verdict ON choice_verdict.probe_id = probe.id
          LEFT JOIN caption ON caption.probe_id = probe.id
          LEFT JOIN finding ON finding.probe_id = probe.id
          WHERE probe.audit_id = ?
          """,
        arguments: [id])
      var replies: [Int64: StoredReply] = [:]
      for row in rows {
        guard let key: String = try row.value("key"),
          let stored = try Self.reply(key: key, in: db)
        else { continue }
        replies[try row.value("probe")] = stored
      }
      return replies
    }
  }

  /// Records a reply; of two answers to one request the first one counts.
  ///
  /// - Returns: The reply that counts: this one, or the one that the log already held.
  /// - Throws: ``LogError`` with `conflict` when the key stands for another request.
  @discardableResult
  public func record(reply: StoredReply) throws(LogError) -> StoredReply {
    try write { db in
      var recorded = RecordedRows()
      let counting = try Self.record(reply, in: db, &recorded)
      try recorded.chain(in: db)
      return counting
    }
  }

  /// Records replies, all of them or none; of two answers to one request the first one counts.
  ///
  /// - Throws: ``LogError`` with `conflict` when a key stands for another request.
  public func record(replies: [StoredReply]) throws(LogError) {
    try write { db in
      var recorded = RecordedRows()
      for reply in replies { _ = try Self.record(reply, in: db, &recorded) }
      try recorded.chain(in: db)
    }
  }

  /// Records a reply without blocking the caller's thread; of two answers to one request the first counts.
  ///
  /// It is recorded also when the task has been cancelled.
  ///
  /// - Returns: The reply that counts: this one, or the one that the log already held.
  /// - Throws: ``LogError`` with `conflict` when the key stands for another request.
  @discardableResult
  public func record(reply: StoredReply) async throws(LogError) -> StoredReply {
    try await writeInBackground { db, recorded in try Self.record(reply, in: db, &recorded) }
  }

  private static func record(
    _ stored: StoredReply, in db: Database, _ recorded: inout RecordedRows
  ) throws -> StoredReply {
    let reply = stored.reply
    try db.executeCached(
      sql: """
        INSERT INTO reply (key, model_id, image_digest, prompt, answer_prefix, text, tokens,
          finish_reason, prompt_tokens, system_fingerprint, received_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
      arguments: [
        stored.key, stored.modelID, stored.imageDigest, stored.prompt.storable,
        stored.answerPrefix.storable, reply.text.storable,
        try JSONColumn.text(reply.tokens.map(TokenColumn.init)), reply.finishReason?.storable,
        reply.promptTokenCount, reply.systemFingerprint?.storable, stored.receivedAt.logText,
      ])
    if db.changesCount == 1 {
      recorded.add("reply", [RowKey(.text(stored.key))])
      // As it will be read again: places in the text are those of what is kept.
      var counting = stored
      counting.reply.text = reply.text.storable
      return counting
    }
    guard let first = try Self.reply(key: stored.key, in: db), first.isSameRequest(as: stored)
    else {
      throw Refusal.conflict("request of this key")
    }
    return first
  }

  private static func reply(key: String, in db: Database) throws -> StoredReply? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM reply WHERE key = ?"), arguments: [key]
    ).map { row in
      let tokens: [TokenColumn] = try row.json("tokens")
      return StoredReply(
        key: key, modelID: try row.value("model_id"), imageDigest: try row.value("image_digest"),
        prompt: try row.value("prompt"), answerPrefix: try row.value("answer_prefix"),
        reply: ModelReply(
          text: try row.value("text"), tokens: tokens.map(\.distribution),
          finishReason: try row.value("finish_reason"),
          promptTokenCount: try row.value("prompt_tokens"),
          systemFingerprint: try row.value("system_fingerprint")),
        receivedAt: try row.date("received_at"))
    }
  }
}

extension StoredReply {
  fileprivate func isSameRequest(as other: StoredReply) -> Bool {
    modelID == other.modelID && imageDigest == other.imageDigest
      && prompt == other.prompt.storable && answerPrefix == other.answerPrefix.storable
  }
}
