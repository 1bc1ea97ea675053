public import Foundation
import GRDB

extension AuditLog {
  /// The margins of a target's whole image, asked again and again to learn the server's noise, in nats.
  public func repeats(ofTarget id: Int64) throws(LogError) -> [Double] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT margin FROM repeat WHERE target_id = ? ORDER BY number", arguments: [id]
      ).map { try $0.value("margin") }
    }
  }

  /// Records the margin of a target's whole image, asked once more; of two with one number the first counts.
  ///
  /// - Parameters:
  ///   - margin: How much the model preferred the explained answer this time, in nats.
  ///   - number: How many times the image was asked before, from 0.
  ///   - target: The target.
  ///   - time: When the reply came.
  /// - Throws: ``LogError`` with `invalid` when the margin is not a number.
  public func record(
    repeated margin: Double, number: Int, target: Int64, at time: Date
  ) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO repeat (target_id, number, margin, received_at) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [target, number, margin, time.logText])
      guard db.changesCount == 1 else { return }
      try db.chain(recorded: "repeat", RowKey(.number(target), .number(Int64(number))))
    }
  }
}
