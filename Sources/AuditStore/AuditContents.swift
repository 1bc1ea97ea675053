import GRDB

/// How much the log holds of one audit, and what its replies say about the server.
public struct AuditContents: Sendable, Hashable {
  /// A picture that the audit asked about.
  public struct Picture: Sendable, Hashable {
    /// Its name in the probe set.
    public var name: String
    /// The digest of its pixels, in hexadecimal.
    public var digest: String
    /// The number of columns.
    public var width: Int
    /// The number of rows.
    public var height: Int
  }

  /// How far the audit was at a time.
  public struct Moment: Sendable, Hashable {
    /// By the clock of that machine: ISO 8601, UTC, milliseconds.
    public var at: String
    /// What became of the audit then.
    public var state: String
  }

  /// How many probes there are.
  public var probeCount: Int
  /// How many of them could not be asked or judged.
  public var probeProblemCount: Int
  /// The pictures that were read, in the order in which they were first asked about.
  public var pictures: [Picture]
  /// How many verdicts there are under each parse rule, by its name; multiple choice under `choices`.
  public var verdictCounts: [String: Int]
  /// How many findings there are of each kind.
  public var findingCounts: [FindingKind: Int]
  /// How many findings are explained.
  public var explainedCount: Int
  /// How many findings could not be explained.
  public var failedCount: Int
  /// The tokens of the prompts of the probes' replies, as the server counted them; nil where it did not.
  public var promptTokenCount: Int?
  /// What the server said its build and its settings are, in the order of the alphabet.
  public var systemFingerprints: [String]
  /// When the audit began, stopped and went on; of an older log, what it was when it joined the chain.
  public var history: [Moment]
}

extension AuditLog {
  /// How much the log holds of an audit.
  public func contents(ofAudit id: Int64) throws(LogError) -> AuditContents {
    try read { db in
      func count(_ sql: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM " + sql, arguments: [id]) ?? 0
      }
      let replies = """
        FROM reply WHERE key IN (
          SELECT reply_key FROM verdict JOIN probe ON probe.id = verdict.probe_id WHERE probe.audit_id = ?1
          UNION SELECT reply_key FROM choice_verdict JOIN probe ON probe.id = choice_verdict.probe_id
            WHERE probe.audit_id = ?1
          UNION SELECT reply_key FROM caption JOIN probe ON probe.id = caption.probe_id WHERE probe.audit_id = ?1
          UNION SELECT reply_key FROM finding WHERE audit_id = ?1)
        """
      return AuditContents(
        probeCount: try count("probe WHERE audit_id = ?"),
        probeProblemCount: try count("probe WHERE audit_id = ? AND problem IS NOT NULL"),
        pictures: try pictures(ofAudit: id, in: db),
        verdictCounts: try verdictCounts(ofAudit: id, in: db),
        findingCounts: try findingCounts(ofAudit: id, in: db),
        explainedCount: try count("finding WHERE audit_id = ? AND state = 'explained'"),
        failedCount: try count("finding WHERE audit_id = ? AND state = 'failed'"),
        promptTokenCount: try Int.fetchOne(
          db, sql: "SELECT sum(prompt_tokens) " + replies, arguments: [id]),
        systemFingerprints: try String.fetchAll(
          db,
          sql: "SELECT DISTINCT system_fingerprint \(replies) AND system_fingerprint IS NOT NULL "
            + "ORDER BY 1",
          arguments: [id]),
        history: try Row.fetchAll(
          db, sql: "SELECT at, state FROM audit_history WHERE audit = ? ORDER BY event",
          arguments: [id]
        ).map { AuditContents.Moment(at: try $0.value("at"), state: try $0.value("state")) })
    }
  }

  private func pictures(ofAudit id: Int64, in db: Database) throws -> [AuditContents.Picture] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT image_name, image_digest, image.width, image.height FROM probe
        JOIN image ON image.digest = probe.image_digest WHERE audit_id = ?
        GROUP BY image_name, image_digest ORDER BY min(position)
        """,
      arguments: [id]
    ).map { row in
      AuditContents.Picture(
        name: try row.value("image_name"), digest: try row.value("image_digest"),
        width: try row.value("width"), height: try row.value("height"))
    }
  }

  private func verdictCounts(ofAudit id: Int64, in db: Database) throws -> [String: Int] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT rule, count(*) AS count FROM verdict JOIN probe ON probe.id = verdict.probe_id
        WHERE audit_id = ?1 GROUP BY rule
        UNION ALL
        SELECT 'choices', count(*) FROM choice_verdict JOIN probe ON probe.id = choice_verdict.probe_id
        WHERE audit_id = ?1 HAVING count(*) > 0
        """,
      arguments: [id])
    var counts: [String: Int] = [:]
    for row in rows { counts[try row.value("rule")] = try row.value("count") }
    return counts
  }

  private func findingCounts(ofAudit id: Int64, in db: Database) throws -> [FindingKind: Int] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT kind, count(*) AS count FROM finding WHERE audit_id = ? GROUP BY kind",
      arguments: [id])
    var counts: [FindingKind: Int] = [:]
    for row in rows { counts[try row.word("kind")] = try row.value("count") }
    return counts
  }
}
