public import Foundation
import GRDB

/// A part of an audit's probes that was asked by itself, as the log knows it.
public struct ShareRecord: Sendable, Hashable {
  /// Which part it is, from 1.
  public var number: Int
  /// Into how many parts the audit's images fall.
  public var count: Int
  /// When all of it was asked and explained, to the millisecond; nil before.
  public var finishedAt: Date?

  /// Makes a record.
  public init(number: Int, count: Int, finishedAt: Date? = nil) {
    self.number = number
    self.count = count
    self.finishedAt = finishedAt
  }
}

extension AuditLog {
  /// The shares of an audit that this log was asked for, in the order of their numbers.
  ///
  /// None says that nobody divided the audit. Beside some, probes of other shares may have answers, too: when
  /// the audit went on as a whole.
  public func shares(ofAudit id: Int64) throws(LogError) -> [ShareRecord] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM share WHERE audit_id = ? ORDER BY count, number", arguments: [id]
      ).map { row in
        ShareRecord(
          number: try row.value("number"), count: try row.value("count"),
          finishedAt: try row.dateIfAny("finished_at"))
      }
    }
  }

  /// Records that a share of an audit is asked, once.
  ///
  /// - Throws: ``LogError`` with `invalid` when there is no such audit, or the number is not in 1 … `count`.
  public func beginShare(_ number: Int, of count: Int, ofAudit id: Int64) throws(LogError) {
    try write { db in
      try db.execute(
        sql: "INSERT INTO share (audit_id, count, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [id, count, number])
      guard db.changesCount == 1 else { return }
      try db.chain(recorded: "share", Self.key(number, of: count, ofAudit: id))
    }
  }

  /// Records that all of a share was asked and explained; the first time counts.
  ///
  /// - Throws: ``LogError`` with `invalid` when it was never begun.
  public func finishShare(
    _ number: Int, of count: Int, ofAudit id: Int64, at time: Date
  ) throws(LogError) {
    try write { db in
      try db.execute(
        sql: """
          UPDATE share SET finished_at = coalesce(finished_at, ?)
          WHERE audit_id = ? AND count = ? AND number = ?
          """,
        arguments: [time.logText, id, count, number])
      guard db.changesCount == 1 else { throw Refusal.unknown("share") }
      try db.chain(changed: "share", Self.key(number, of: count, ofAudit: id))
    }
  }

  private static func key(_ number: Int, of count: Int, ofAudit id: Int64) -> RowKey {
    RowKey(.number(id), .number(Int64(count)), .number(Int64(number)))
  }
}

extension [ShareRecord] {
  /// Whether shares that are finished make up the whole audit.
  public var areWhole: Bool {
    Dictionary(grouping: filter { $0.finishedAt != nil }, by: \.count).contains { count, shares in
      Set(shares.map(\.number)).count == count
    }
  }
}
