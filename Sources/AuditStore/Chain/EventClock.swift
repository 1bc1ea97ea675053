import Foundation
import GRDB

/// What events take for the time: a clock that is given when a log is opened, and goes with its connection.
enum EventClock {
  /// Lets a connection append events.
  static func install(_ clock: @escaping @Sendable () -> Date, in db: Database) {
    db.add(
      function: DatabaseFunction("event_time", argumentCount: 0) { _ in clock().logText })
  }

  /// The time, as a log writes it.
  static func now(_ db: Database) throws -> String {
    try String.fetchOne(db.cachedStatement(sql: "SELECT event_time()")) ?? ""
  }
}
