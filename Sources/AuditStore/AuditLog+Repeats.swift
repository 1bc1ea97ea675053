public import Foundation
import GRDB

extension AuditLog {
  /// The margins of the whole image of a target, asked again and again to see the server's noise.
  ///
  /// - Returns: Margins in nats, in the order asked.
  public func repeats(ofTarget id: Int64) throws(LogError) -> [Double] {
    try read { db in
      try Double.fetchAll(
        db, sql: "SELECT margin FROM repeated WHERE target_id = ? ORDER BY number", arguments: [id])
    }
  }

  /// Records one repetition; of two of one number the first one counts.
  ///
  /// - Parameters:
  ///   - margin: The margin of the whole image, in nats.
  ///   - number: Which repetition it is, from 0.
  ///   - target: The target.
  ///   - time: When the reply came.
  public func record(
    repeated margin: Double, number: Int, target: Int64, at time: Date
  ) throws(LogError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO repeated (target_id, number, margin, received_at) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [target, number, margin, time.logText])
    }
  }
}
