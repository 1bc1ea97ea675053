public import Foundation
import GRDB
public import ModelAPI

extension AuditLog {
  /// Records a report on a model's server; several of one key may stand beside each other, the newest counts.
  ///
  /// - Parameters:
  ///   - report: What was found out; never with a host or a key in its words.
  ///   - key: The digest of the model and of the set of checks.
  ///   - model: The model.
  ///   - time: When it was made.
  /// - Returns: The report as it is kept.
  /// - Throws: ``LogError``.
  public func record(
    serverReport report: ServerReport, key: String, model: ModelIdentity, at time: Date
  ) throws(LogError) -> StoredServerReport {
    try write { db in
      // A clock that was set back makes no report older than one that is there.
      let newest = try Row.fetchOne(
        db,
        sql: "SELECT made_at FROM server_report WHERE key = ? ORDER BY made_at DESC LIMIT 1",
        arguments: [key]
      ).map { try $0.date("made_at") }
      try db.execute(
        sql: "INSERT INTO server_report (key, model_id, report, made_at) VALUES (?, ?, ?, ?)",
        arguments: [
          key, try Self.modelID(of: model, in: db), try ServerReportColumn.text(report).storable,
          (newest.map { max(time, $0.addingTimeInterval(0.001)) } ?? time).logText,
        ])
      let id = db.lastInsertedRowID
      try db.chain(recorded: "server_report", RowKey(.number(id)))
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM server_report WHERE id = ?", arguments: [id])
      guard let row else { throw Refusal.unknown("server report") }
      return try StoredServerReport(row)
    }
  }

  /// The newest report of a key; nil when there is none, or none that this version can read.
  public func serverReport(key: String) throws(LogError) -> StoredServerReport? {
    try read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT * FROM server_report WHERE key = ?"
          + " ORDER BY made_at DESC, report DESC LIMIT 1",
        arguments: [key]
      ).map(StoredServerReport.init)
    }
  }

  /// The report of that number; nil when there is none.
  public func serverReport(id: Int64) throws(LogError) -> StoredServerReport? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM server_report WHERE id = ?", arguments: [id])
        .map(StoredServerReport.init)
    }
  }

  /// Records which report an audit relies on; of several the last one counts.
  ///
  /// - Throws: ``LogError`` with `invalid` when there is no such audit or no such report.
  public func setServerReport(_ report: Int64, forAudit id: Int64) throws(LogError) {
    try write { db in
      try db.execute(
        sql: "UPDATE audit SET server_report = ? WHERE id = ?", arguments: [report, id])
      guard db.changesCount == 1 else { throw Refusal.unknown("audit") }
      try db.chain(changed: "audit", RowKey(.number(id)))
    }
  }
}

extension StoredServerReport {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.value("id"), report: try ServerReportColumn.report(try row.value("report")),
      madeAt: try row.date("made_at"))
  }
}

/// A report as its column holds it: what `hallux doctor --json` prints, on one line.
private enum ServerReportColumn {
  static func text(_ report: ServerReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(report), as: UTF8.self)
  }

  static func report(_ text: String) throws -> ServerReport {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(ServerReport.self, from: Data(text.utf8))
    } catch {
      throw Refusal.unreadable("server_report.report")
    }
  }
}
