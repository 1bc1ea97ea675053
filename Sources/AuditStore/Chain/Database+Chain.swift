import Foundation
import GRDB

/// Events are appended in the transaction that records what they commit to: both are in the log, or neither.
extension Database {
  /// Chains rows that were just inserted, in this order.
  ///
  /// Rows are read back, so that the chain commits to what the file holds.
  ///
  /// - Throws: ``Refusal`` when the chain knows no such table, or the table no such row.
  func chain(
    recorded name: String, _ keys: [RowKey], as kind: ChainEvent.Kind = .recorded
  ) throws {
    guard !keys.isEmpty else { return }
    let rows = try ChainedRows(named: name, in: self)
    var digests = Data(capacity: keys.count * 32)
    var changes: [(key: RowKey, change: String)] = []
    for key in keys {
      let isThere = try rows.withRow(key, in: self) { row in
        digests.append(contentsOf: try row.digest)
        if !row.isUnchanged, let change = try row.change { changes.append((key, change)) }
        return true
      }
      guard isThere == true else { throw Refusal.unknown(name) }
    }
    let isOne = keys.count == 1
    try append(
      kind, name, keys, digests: digests, change: isOne ? changes.first?.change : nil)
    guard !isOne else { return }
    for (key, change) in changes { try append(kind, name, [key], digests: nil, change: change) }
  }

  /// Chains one row that was just inserted.
  func chain(recorded name: String, _ key: RowKey) throws { try chain(recorded: name, [key]) }

  /// Chains the columns of a row that change over time, unless they are as the chain knows them.
  ///
  /// - Throws: ``Refusal`` when the chain knows no such table, or the table no such row.
  func chain(changed name: String, _ key: RowKey) throws {
    let rows = try ChainedRows(named: name, in: self)
    let now = try rows.withRow(key, in: self) { row in
      (isUnchanged: row.isUnchanged, change: try row.change)
    }
    guard let now, let change = now.change else { throw Refusal.unknown(name) }
    let last = try lastChange(of: name, RowKey.json([key]))
    if let last, last == change { return }
    if last == nil, now.isUnchanged { return }
    try append(.changed, name, [key], digests: nil, change: change)
  }

  /// What the last event says about the columns of a row that change over time; nil when none does.
  func lastChange(of name: String, _ keys: String) throws -> String? {
    try String.fetchOne(
      cachedStatement(
        sql: """
          SELECT change FROM event WHERE subject = ? AND keys = ? AND change IS NOT NULL
          ORDER BY number DESC LIMIT 1
          """),
      arguments: [name, keys])
  }

  private func append(
    _ kind: ChainEvent.Kind, _ subject: String, _ keys: [RowKey], digests: Data?, change: String?
  ) throws {
    let last = try Row.fetchOne(
      cachedStatement(sql: "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1"))
    let event = ChainEvent(
      number: (try last?.decode(Int64.self, atIndex: 0) ?? 0) + 1, kind: kind.rawValue,
      subject: subject, keys: RowKey.json(keys), digests: digests, change: change,
      at: try EventClock.now(self))
    let previous = try last?.decode(Data.self, atIndex: 1) ?? ChainEvent.origin
    try cachedStatement(
      sql: """
        INSERT INTO event (number, kind, subject, keys, digests, change, at, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      event.number, event.kind, event.subject, event.keys, event.digests, event.change, event.at,
      event.hash(after: previous),
    ])
  }
}
