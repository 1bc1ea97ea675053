import GRDB

/// The last event of a log: its hash commits to everything recorded before it.
public struct LogHead: Sendable, Hashable {
  /// The event's number.
  public var number: Int64
  /// Its hash, 64 hexadecimal digits.
  public var hash: String
  /// When it was appended, by the clock of that machine: ISO 8601, UTC, milliseconds.
  public var at: String

  /// Makes a head.
  public init(number: Int64, hash: String, at: String) {
    self.number = number
    self.hash = hash
    self.at = at
  }
}

extension AuditLog {
  /// The log's head, or nil when nothing was recorded yet.
  public func head() throws(LogError) -> LogHead? { try read { db in try LogHead.fetch(db) } }
}

extension LogHead {
  /// The head that a database has.
  static func fetch(_ db: Database) throws -> LogHead? {
    let row = try Row.fetchOne(
      db, sql: "SELECT number, hash, at FROM event ORDER BY number DESC LIMIT 1")
    return try row.map {
      LogHead(
        number: try $0.value("number"), hash: try $0.bytes("hash").hexadecimal,
        at: try $0.value("at"))
    }
  }
}
