public import Attribution
public import Foundation
import GRDB
public import Imaging

extension AuditLog {
  /// Records that a finding's evaluations were asked for together with those of others.
  ///
  /// - Throws: ``LogError`` with `conflict` when the finding has another joint target.
  public func setJointTarget(_ target: Int64, forFinding id: Int64) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql:
          "INSERT INTO joint_target (finding_id, target_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [id, target])
      guard db.changesCount == 0 else {
        return try db.chain(recorded: "joint_target", RowKey(.number(id)))
      }
      let stored = try Int64.fetchOne(
        db, sql: "SELECT target_id FROM joint_target WHERE finding_id = ?", arguments: [id])
      guard stored == target else { throw Refusal.conflict("joint target of this finding") }
    }
  }

  /// The target of all mentions that a finding's was asked about together with; nil when it was asked about alone.
  public func jointTarget(ofFinding id: Int64) throws(LogError) -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT target_id FROM joint_target WHERE finding_id = ?", arguments: [id])
    }
  }

  /// Records what one request said of several targets, all of it or nothing, without blocking the caller's thread.
  ///
  /// - Parameters:
  ///   - shown: The regions shown.
  ///   - evaluations: What the model said of each target; of two evaluations of one set the first one counts.
  ///   - time: When the reply came.
  /// - Returns: The evaluations that count, in the same order.
  /// - Throws: ``LogError`` as for evaluations of one target.
  public func record(
    showing shown: RegionSet, _ evaluations: [(target: Int64, evaluation: Evaluation)],
    at time: Date
  ) async throws(LogError) -> [Evaluation] {
    try await writeInBackground { db, recorded in
      var counting: [Evaluation] = []
      for (target, evaluation) in evaluations {
        counting += try Self.record(
          [(shown, evaluation)], target: target, at: time, in: db, &recorded)
      }
      return counting
    }
  }
}
