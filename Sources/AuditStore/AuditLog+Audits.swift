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
      try db.executeCached(
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
      guard try Self.areProbes(probes, ofAudit: audit.id, in: db) else {
        throw Refusal.conflict("probe set for this audit")
      }
      try db.executeCached(
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
      try db.executeCached(
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

  /// The audit of this key, or nil when there is none.
  public func audit(key: String) throws(LogError) -> AuditRecord? {
    try read { db in try Self.audits(in: db, where: "audit.key = ?", [key]).first }
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
      try db.executeCached(
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
      try db.executeCached(
        sql: "UPDATE probe SET problem = ? WHERE id = ?", arguments: [problem?.storable, id])
      guard db.changesCount == 1 else { throw Refusal.unknown("probe") }
      try db.chain(changed: "probe", RowKey(.number(id)))
    }
  }

  private static func insert(_ probes: [Probe], ofAudit id: Int64, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO probe (audit_id, position, \(ProbeColumns.names.joined(separator: ", ")))
        VALUES (?, ?, \(ProbeColumns.names.map { _ in "?" }.joined(separator: ", ")))
        """)
    var columns = ProbeColumns()
    var keys: [RowKey] = []
    for (position, probe) in probes.enumerated() {
      try statement.execute(
        arguments: [id, position] + StatementArguments(columns.values(of: probe)))
      keys.append(RowKey(.number(db.lastInsertedRowID)))
    }
    try db.chain(recorded: "probe", keys)
  }

  /// Whether these are an audit's probes, in this order; however many there are, one is read at a time.
  private static func areProbes(
    _ probes: [Probe], ofAudit id: Int64, in db: Database
  ) throws -> Bool {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(ProbeColumns.names.joined(separator: ", ")) FROM probe WHERE audit_id = ?
        ORDER BY position
        """,
      arguments: [id])
    var columns = ProbeColumns()
    for probe in probes {
      guard let row = try rows.next() else { return false }
      for (index, value) in try columns.values(of: probe).enumerated()
      where try row.decode(String?.self, atIndex: index) != value {
        return false
      }
    }
    return try rows.next() == nil
  }

  private static func probes(ofAudit id: Int64, in db: Database) throws -> [ProbeRecord] {
    try probes(in: db, where: "audit_id = ?", [id])
  }

  /// The probes that satisfy a condition, in the order of their probe set.
  static func probes(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [ProbeRecord] {
    var splits: [String: [String]] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM probe WHERE \(condition) ORDER BY position", arguments: arguments)
    var probes: [ProbeRecord] = []
    while let row = try rows.next() {
      let choices: String? = try row.value("choices")
      let planted: String? = try row.value("planted")
      // The same few lists stand in every row, and reading JSON takes longer than reading the row.
      let text: String = try row.value("splits")
      let named = try splits[text] ?? JSONColumn.value(text)
      splits[text] = named
      probes.append(
        ProbeRecord(
          id: try row.value("id"), position: try row.value("position"),
          probe: Probe(
            id: try row.value("given_id"), imageName: try row.value("image_name"),
            question: try row.value("question"), object: try row.value("object"),
            label: try row.wordIfAny("label"), splits: named,
            planted: try planted.map { try JSONColumn.value($0) },
            choices: try choices.map { try ChoicesColumn.choices($0) },
            caption: try row.jsonIfAny("caption")),
          imageDigest: try row.value("image_digest"), problem: try row.value("problem")))
    }
    return probes
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

/// A probe as its columns hold it.
private struct ProbeColumns {
  static let names = [
    "given_id", "image_name", "question", "object", "label", "choices", "splits", "planted",
    "caption",
  ]

  /// The few lists of splits that there are, as JSON.
  private var splits: [[String]: String] = [:]

  /// The texts, in the order of the names.
  mutating func values(of probe: Probe) throws -> [String?] {
    let splits = try self.splits[probe.splits] ?? JSONColumn.text(probe.splits)
    self.splits[probe.splits] = splits
    return [
      probe.id.storable, probe.imageName.storable, probe.question.storable,
      probe.object?.storable, probe.label?.rawValue,
      try probe.choices.map { try JSONColumn.text(ChoicesColumn($0)) }, splits,
      try probe.planted.map { try JSONColumn.text($0) },
      try probe.caption.map { try JSONColumn.text($0) },
    ]
  }
}
