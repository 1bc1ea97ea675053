public import Foundation
import GRDB
import ModelAPI
public import Probing

extension AuditLog {
  /// Begins the audit, or goes on with it when the log holds one of the same key; it is then running.
  ///
  /// - Parameters:
  ///   - manifest: What it is an audit of.
  ///   - probes: The probe set, in order.
  ///   - time: Now; a resumed audit keeps the time when it was first begun.
  /// - Returns: The audit, whose number the log's other methods take.
  /// - Throws: ``LogError`` with `conflict` when the key stands for another manifest or other probes.
  public func beginAudit(
    _ manifest: AuditManifest, probes: [Probe], at time: Date
  ) throws(LogError) -> AuditRecord {
    try write { db in
      let modelID = try Self.modelID(of: manifest.model, in: db)
      try db.execute(
        sql: """
          INSERT INTO audit (key, model_id, probe_set, probe_set_digest, sources, settings,
            hallux_version, started_at, finished_at, state)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 'running') ON CONFLICT DO NOTHING
          """,
        arguments: [
          manifest.key, modelID, manifest.probeSet.storable, manifest.probeSetDigest,
          try JSONColumn.text(manifest.sources), manifest.settings.storable, manifest.halluxVersion,
          time.logText,
        ])
      let isNew = db.changesCount == 1
      guard let audit = try Self.audits(in: db, where: "audit.key = ?", [manifest.key]).first else {
        throw Refusal.unknown("audit")
      }
      guard isNew || audit.manifest.isSameAudit(as: manifest) else {
        throw Refusal.conflict("audit of this key")
      }
      if isNew {
        try db.chain(recorded: "audit", RowKey(.number(audit.id)))
        try Self.insert(probes, ofAudit: audit.id, in: db)
        return audit
      }
      let stored = try Self.probes(ofAudit: audit.id, in: db)
      guard stored.map(\.probe) == probes.map(\.storable) else {
        throw Refusal.conflict("probe set for this audit")
      }
      try db.execute(
        sql: "UPDATE audit SET state = 'running', finished_at = NULL WHERE id = ?",
        arguments: [audit.id])
      try db.chain(changed: "audit", RowKey(.number(audit.id)))
      var resumed = audit
      resumed.state = .running
      resumed.finishedAt = nil
      return resumed
    }
  }

  /// Records how an audit ended.
  ///
  /// - Precondition: `state` is `finished` or `interrupted`.
  public func finishAudit(
    _ id: Int64, state: AuditRecord.State, at time: Date
  ) throws(LogError) {
    precondition(state != .running, "an audit does not end by running on")
    try write { db in
      try db.execute(
        sql: "UPDATE audit SET state = ?, finished_at = ? WHERE id = ?",
        arguments: [state.rawValue, time.logText, id])
      guard db.changesCount == 1 else { throw Refusal.unknown("audit") }
      try db.chain(changed: "audit", RowKey(.number(id)))
    }
  }

  /// All audits, oldest first.
  public func audits() throws(LogError) -> [AuditRecord] {
    try read { db in try Self.audits(in: db, where: "TRUE", []) }
  }

  /// The audit of this number, or nil when there is none.
  public func audit(id: Int64) throws(LogError) -> AuditRecord? {
    try read { db in try Self.audits(in: db, where: "audit.id = ?", [id]).first }
  }

  /// The probes of an audit, in the order of the probe set.
  public func probes(ofAudit id: Int64) throws(LogError) -> [ProbeRecord] {
    try read { db in try Self.probes(ofAudit: id, in: db) }
  }

  /// Records which pixels a probe asks about; the image must be in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the probe was first asked about other pixels, as happens
  ///   when an image file changes between an interrupted audit and its resumption.
  public func setImage(_ digest: String, forProbe id: Int64) throws(LogError) {
    try write { db in
      try db.execute(
        sql: "UPDATE probe SET image_digest = ?1 WHERE id = ?2 AND coalesce(image_digest, ?1) = ?1",
        arguments: [digest, id])
      guard db.changesCount == 0 else {
        return try db.chain(changed: "probe", RowKey(.number(id)))
      }
      let isKnown = try Row.fetchOne(db, sql: "SELECT 1 FROM probe WHERE id = ?", arguments: [id])
      throw isKnown == nil ? Refusal.unknown("probe") : Refusal.conflict("image for this probe")
    }
  }

  /// Records why a probe could not be asked or judged; nil takes it back.
  public func setProblem(_ problem: String?, forProbe id: Int64) throws(LogError) {
    try write { db in
      try db.execute(
        sql: "UPDATE probe SET problem = ? WHERE id = ?", arguments: [problem?.storable, id])
      guard db.changesCount == 1 else { throw Refusal.unknown("probe") }
      try db.chain(changed: "probe", RowKey(.number(id)))
    }
  }

  private static func insert(_ probes: [Probe], ofAudit id: Int64, in db: Database) throws {
    let statement = try db.makeStatement(
      sql: """
        INSERT INTO probe (audit_id, position, given_id, image_name, question, object, label, choices,
          splits, planted, caption)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    var keys: [RowKey] = []
    for (position, probe) in probes.map(\.storable).enumerated() {
      try statement.execute(arguments: [
        id, position, probe.id, probe.imageName, probe.question, probe.object,
        probe.label?.rawValue, try probe.choices.map { try JSONColumn.text(ChoicesColumn($0)) },
        try JSONColumn.text(probe.splits),
        try probe.planted.map { try JSONColumn.text($0) },
        try probe.caption.map { try JSONColumn.text($0) },
      ])
      keys.append(RowKey(.number(db.lastInsertedRowID)))
    }
    try db.chain(recorded: "probe", keys)
  }

  private static func probes(ofAudit id: Int64, in db: Database) throws -> [ProbeRecord] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM probe WHERE audit_id = ? ORDER BY position", arguments: [id]
    ).map { row in
      let choices: String? = try row.value("choices")
      let planted: String? = try row.value("planted")
      return ProbeRecord(
        id: try row.value("id"), auditID: id, position: try row.value("position"),
        probe: Probe(
          id: try row.value("given_id"), imageName: try row.value("image_name"),
          question: try row.value("question"), object: try row.value("object"),
          label: try row.wordIfAny("label"),
          splits: try row.json("splits"),
          planted: try planted.map { try JSONColumn.value($0) },
          choices: try choices.map { try ChoicesColumn.choices($0) },
          caption: try row.jsonIfAny("caption")),
        imageDigest: try row.value("image_digest"), problem: try row.value("problem"))
    }
  }

  private static func audits(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [AuditRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT audit.*, model.name, model.fingerprint FROM audit
        JOIN model ON model.id = audit.model_id WHERE \(condition) ORDER BY audit.id
        """,
      arguments: arguments
    ).map { row in
      AuditRecord(
        id: try row.value("id"),
        manifest: AuditManifest(
          key: try row.value("key"),
          model: ModelIdentity(
            name: try row.value("name"), fingerprint: try row.value("fingerprint")),
          probeSet: try row.value("probe_set"), probeSetDigest: try row.value("probe_set_digest"),
          sources: try row.json("sources"), settings: try row.value("settings"),
          halluxVersion: try row.value("hallux_version")),
        startedAt: try row.date("started_at"), finishedAt: try row.dateIfAny("finished_at"),
        state: try row.word("state"), serverReportID: try row.value("server_report"))
    }
  }
}

extension AuditManifest {
  /// Whether the other manifest is of the same audit: all but the version that began it and what
  /// people call the probe set and its files.
  fileprivate func isSameAudit(as other: AuditManifest) -> Bool {
    model.name == other.model.name.storable
      && model.fingerprint == other.model.fingerprint.storable
      && probeSetDigest == other.probeSetDigest && settings == other.settings.storable
  }
}

extension Probe {
  /// The probe as it comes back from the log.
  fileprivate var storable: Probe {
    Probe(
      id: id.storable, imageName: imageName.storable, question: question.storable,
      object: object?.storable, label: label, splits: splits, planted: planted, choices: choices,
      caption: caption)
  }
}
