import Foundation
import GRDB

/// The chains of merged logs, side by side: each event under its hash, with the hash of the one before.
///
/// Two logs that were one once share their first events. The head of each is a row that the chain of this log
/// commits to, and with it to every event behind it.
enum MergedChain {
  /// Whether all of a log up to its head is in this one: it was merged before, or this one is its continuation.
  static func holds(_ head: LogHead, in db: Database) throws -> Bool {
    let hash = head.bytes.databaseValue
    let isOwn = try Row.fetchOne(
      db, sql: "SELECT 1 FROM event WHERE number = ? AND hash = ?",
      arguments: [head.number, hash])
    let isMerged = try Row.fetchOne(
      db, sql: "SELECT 1 FROM merged_event WHERE hash = ?", arguments: [hash])
    return isOwn != nil || isMerged != nil
  }

  /// Keeps the events of a log, those that it keeps of others, and its head.
  static func keep(
    _ head: LogHead, of source: Database, named name: String, in target: Database
  ) throws {
    let insert = try target.makeStatement(
      sql: """
        INSERT INTO merged_event (hash, previous, number, kind, subject, keys, digests, change, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
    let columns = "number, kind, subject, keys, digests, change, at"
    var previous = ChainEvent.origin.databaseValue
    let own = try Row.fetchCursor(source, sql: "SELECT hash, \(columns) FROM event ORDER BY number")
    while let row = try own.next() {
      let values = Array(row.databaseValues)
      try insert.execute(arguments: StatementArguments([values[0], previous] + values[1...]))
      previous = values[0]
    }
    let merged = try Row.fetchCursor(
      source, sql: "SELECT hash, previous, \(columns) FROM merged_event ORDER BY id")
    while let row = try merged.next() {
      try insert.execute(arguments: StatementArguments(Array(row.databaseValues)))
    }
    try target.execute(
      sql: """
        INSERT INTO merged_log (head, number, name, merged_at) VALUES (?, ?, ?, event_time())
        ON CONFLICT DO NOTHING
        """,
      arguments: [head.bytes, head.number, name.storable])
    guard target.changesCount == 1 else { return }
    try target.chain(recorded: "merged_log", RowKey(.bytes([UInt8](head.bytes))))
  }
}

extension LogHead {
  /// The hash, 32 bytes.
  var bytes: Data { Data([UInt8](hexadecimal: hash) ?? []) }
}
