import Foundation
import GRDB

/// The chains of logs that were merged into this one.
extension LogVerifier {
  /// Follows every merged event to the one before it, and every merged log to its head.
  ///
  /// Events lie in the order in which they came, so the one before an event was checked before it: each holds
  /// when its hash is that of its content behind the hash that it names, and that one is there.
  mutating func followMerged() throws {
    let events = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, kind, subject, keys, digests, change, at, hash, previous FROM merged_event
        ORDER BY id
        """)
    while let row = try events.next() {
      result.mergedEventCount += 1
      let number: Int64 = try row.decode(atIndex: 0)
      guard let event = try? ChainEvent(row), let hash = try? row.decode(Data.self, atIndex: 7),
        let previous = try? row.decode(Data.self, atIndex: 8)
      else {
        found(merged(number, "cannot be read"))
        continue
      }
      if event.hash(after: previous) != hash {
        found(merged(number, "does not have the hash of what it says: it was changed"))
      }
      if !(try isThere(number - 1, hash: previous)) {
        found(merged(number, "follows an event that is not there: events are missing before it"))
      }
      if let anchor, [UInt8](hash).hexadecimal == anchor {
        result.mergedAnchor = number
      }
    }
    try findHeads()
  }

  private func isThere(_ number: Int64, hash: Data) throws -> Bool {
    if number == 0 { return hash == ChainEvent.origin }
    return try Row.fetchOne(
      db.cachedStatement(sql: "SELECT 1 FROM merged_event WHERE hash = ? AND number = ?"),
      arguments: [hash, number]) != nil
  }

  /// The head of every merged log must be there, and no event must lie behind all heads.
  private mutating func findHeads() throws {
    let heads = try Row.fetchCursor(
      db, sql: "SELECT head, number FROM merged_log ORDER BY merged_at, head")
    while let row = try heads.next() {
      result.mergedLogCount += 1
      let head: Data = try row.decode(atIndex: 0)
      guard try !isThere(try row.decode(atIndex: 1), hash: head) else { continue }
      let key = RowKey(.bytes([UInt8](head))).json
      found(
        LogProblem(
          .event, table: "merged_log", key: key,
          "merged_log \(key): the event that was its head is not there"))
    }
    let loose = try Row.fetchCursor(
      db,
      sql: """
        SELECT number FROM merged_event WHERE hash NOT IN (SELECT head FROM merged_log)
          AND hash NOT IN (SELECT previous FROM merged_event) ORDER BY id
        """)
    while let row = try loose.next() {
      found(merged(try row.decode(atIndex: 0), "belongs to no merged log"))
    }
  }

  private func merged(_ number: Int64, _ what: String) -> LogProblem {
    LogProblem(.event, table: "merged_event", "event \(number) of a merged log \(what)")
  }
}
