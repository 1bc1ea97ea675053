import Attribution
import GRDB
import Imaging
import Probing

extension AuditLog {
  /// Records a trigger with its certificate, once for each finding and side; the replies that verify it
  /// must be in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the log holds another one of the side for the finding.
  public func record(trigger record: TriggerRecord) throws(LogError) {
    try write { db in
      try Self.insertSet(record, in: db)
      guard db.changesCount == 0 else {
        let id = db.lastInsertedRowID
        try db.chain(recorded: "trigger_set", RowKey(.number(id)))
        return try Self.insertCertificate(record, setID: id, in: db)
      }
      let stored = try Self.triggers(ofFinding: record.findingID, in: db)
      guard stored.contains(record) else { throw Refusal.conflict("trigger of this finding") }
    }
  }

  /// The triggers of a finding, the necessary side first.
  public func triggers(ofFinding id: Int64) throws(LogError) -> [TriggerRecord] {
    try read { db in try Self.triggers(ofFinding: id, in: db) }
  }

  private static func insertSet(_ record: TriggerRecord, in db: Database) throws {
    let trigger = record.trigger
    try db.executeCached(
      sql: """
        INSERT INTO trigger_set (finding_id, side, status, regions, region_count, size, area,
          minimality, start, evaluations, noise_floor, verified_by, verified_answer, demand)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
      arguments: [
        record.findingID, trigger.side.rawValue, trigger.status.rawValue, trigger.regions.blob,
        trigger.regions.regionCount, trigger.regions.count, record.area,
        trigger.minimality.rawValue, trigger.start, trigger.evaluationCount, record.noiseFloor,
        record.verification?.replyKey, record.verification?.answer?.rawValue,
        trigger.demand == 0 ? nil : trigger.demand,
      ])
  }

  private static func insertCertificate(
    _ record: TriggerRecord, setID: Int64, in db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO certificate (trigger_set_id, position, claim, region, subset, shown, margin,
          verified_by, verified_answer)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let verifications = record.certificateVerifications
    for (position, entry) in record.trigger.certificate.enumerated() {
      let verification = verifications.isEmpty ? nil : verifications[position]
      let claim = ClaimColumns(entry.claim)
      try statement.execute(arguments: [
        setID, position, claim.word.rawValue, claim.region, claim.subset?.blob, entry.shown.blob,
        entry.margin, verification?.replyKey, verification?.answer?.rawValue,
      ])
    }
    try db.chain(
      recorded: "certificate",
      record.trigger.certificate.indices.map { RowKey(.number(setID), .number(Int64($0))) })
  }

  private static func triggers(ofFinding id: Int64, in db: Database) throws -> [TriggerRecord] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM trigger_set WHERE finding_id = ? ORDER BY side", arguments: [id]
    ).map { row in
      let regionCount: Int = try row.value("region_count")
      let lines = try Row.fetchAll(
        db,
        sql: """
          SELECT certificate.*, coalesce((SELECT is_bounded FROM evaluation
            JOIN finding ON finding.target_id = evaluation.target_id
            WHERE finding.id = ?2 AND evaluation.shown = certificate.shown), 0) AS is_bounded
          FROM certificate WHERE trigger_set_id = ?1 ORDER BY position
          """,
        arguments: [try row.value("id", as: Int64.self), id])
      let certificate = try lines.map { line in
        CertificateEntry(
          claim: try ClaimColumns(line, regionCount: regionCount).claim,
          shown: try line.regionSet("shown", regionCount: regionCount),
          margin: try line.value("margin"), isBounded: try line.value("is_bounded"))
      }
      return TriggerRecord(
        findingID: id,
        trigger: Trigger(
          side: try row.word("side"), status: try row.word("status"),
          regions: try row.regionSet("regions", regionCount: regionCount),
          minimality: try row.word("minimality"), certificate: certificate,
          start: try row.value("start"), evaluationCount: try row.value("evaluations"),
          demand: try row.value("demand") ?? 0),
        area: try row.value("area"), noiseFloor: try row.value("noise_floor"),
        verification: try Verification(row),
        certificateVerifications: try lines.map(Verification.init))
    }
  }
}

extension Verification {
  /// The verification of a row, or nil when it has none.
  fileprivate init?(_ row: Row) throws {
    guard let replyKey: String = try row.value("verified_by") else { return nil }
    self.init(replyKey: replyKey, answer: try row.wordIfAny("verified_answer"))
  }
}

/// A claim as three columns hold it.
private struct ClaimColumns {
  enum Word: String {
    case setSuffices = "set-suffices"
    case regionNeeded = "region-needed"
    case subsetFails = "subset-fails"
  }

  let claim: CertificateEntry.Claim

  init(_ claim: CertificateEntry.Claim) { self.claim = claim }

  init(_ row: Row, regionCount: Int) throws {
    let word: Word = try row.word("claim")
    claim =
      switch word {
      case .setSuffices: .setSuffices
      case .regionNeeded: .regionNeeded(try row.value("region"))
      case .subsetFails: .subsetFails(try row.regionSet("subset", regionCount: regionCount))
      }
  }

  var word: Word {
    switch claim {
    case .setSuffices: .setSuffices
    case .regionNeeded: .regionNeeded
    case .subsetFails: .subsetFails
    }
  }

  var region: Int? {
    if case .regionNeeded(let region) = claim { region } else { nil }
  }

  var subset: RegionSet? {
    if case .subsetFails(let subset) = claim { subset } else { nil }
  }
}
