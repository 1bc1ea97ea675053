public import Attribution
public import Foundation
import GRDB
public import Imaging
import ModelAPI

extension AuditLog {
  /// The number of a target, which is entered when the log does not know it; its image and its label map
  /// must be in the log.
  ///
  /// - Throws: ``LogError`` with `conflict` when the key stands for another target.
  public func targetID(of target: TargetDescription) throws(LogError) -> Int64 {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO target (key, model_id, image_digest, label_map_digest, fill, prompt,
            answer_prefix, said, tokens, level, forced, positions, way, lead_in)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          target.key, target.modelID, target.imageDigest, target.labelMapDigest, target.fill,
          target.prompt.storable, target.answerPrefix.storable, target.said.storable,
          try JSONColumn.text(target.tokens.map(TokenColumn.init)), target.level.rawValue,
          target.forced == target.tokens
            ? nil : try JSONColumn.text(target.forced.map(TokenColumn.init)),
          target.forced == target.tokens ? nil : try JSONColumn.text(target.positions),
          target.way.rawValue,
          target.leadIn.isEmpty ? nil : try JSONColumn.text(target.leadIn.map(LeadInColumn.init)),
        ])
      let isNew = db.changesCount == 1
      guard
        let row = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT * FROM target WHERE key = ?"), arguments: [target.key])
      else { throw Refusal.unknown("target") }
      guard try TargetDescription(row) == target.storable else {
        throw Refusal.conflict("target of this key")
      }
      let id: Int64 = try row.value("id")
      if isNew { try db.chain(recorded: "target", RowKey(.number(id))) }
      return id
    }
  }

  /// The target of this number, or nil when there is none.
  public func target(id: Int64) throws(LogError) -> TargetDescription? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM target WHERE id = ?", arguments: [id])
        .map(TargetDescription.init)
    }
  }

  /// The target of this key, or nil when the log does not know it yet.
  public func target(key: String) throws(LogError) -> TargetDescription? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM target WHERE key = ?", arguments: [key])
        .map(TargetDescription.init)
    }
  }

  /// Every evaluation of a target that the log holds, by the regions shown.
  public func evaluations(ofTarget id: Int64) throws(LogError) -> [RegionSet: Evaluation] {
    try read { db in
      let regionCount = try Self.regionCount(ofTarget: id, in: db)
      var evaluations: [RegionSet: Evaluation] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT * FROM evaluation WHERE target_id = ?", arguments: [id])
      while let row = try rows.next() {
        let shown = try row.regionSet("shown", regionCount: regionCount)
        evaluations[shown] = try Evaluation(row)
      }
      return evaluations
    }
  }

  /// The evaluation of a target's whole image, or nil when the log does not hold it.
  public func wholeEvaluation(ofTarget id: Int64) throws(LogError) -> Evaluation? {
    try read { db in
      let all = RegionSet.all(regionCount: try Self.regionCount(ofTarget: id, in: db))
      return try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM evaluation WHERE target_id = ? AND shown = ?"),
        arguments: [id, all.blob]
      ).map(Evaluation.init)
    }
  }

  /// Records evaluations of a target; of two evaluations of one set the first one counts.
  ///
  /// - Parameters:
  ///   - evaluations: The regions shown, with what the model said.
  ///   - target: The target, whose regions the sets are over.
  ///   - time: When the replies came.
  /// - Returns: The evaluations that count, in the same order: these, or those that the log already held.
  /// - Throws: ``LogError`` with `invalid` when a set is over another number of regions, or a probability
  ///   or margin is not a number; nothing is recorded then.
  @discardableResult
  public func record(
    evaluations: [(RegionSet, Evaluation)], target: Int64, at time: Date
  ) throws(LogError) -> [Evaluation] {
    try write { db in
      var recorded = RecordedRows()
      let counting = try Self.record(
        evaluations, target: target, at: time, in: db, &recorded)
      try recorded.chain(in: db)
      return counting
    }
  }

  /// Records evaluations of a target without blocking the caller's thread; of two evaluations of one set
  /// the first one counts.
  ///
  /// They are in the log when this returns, in one transaction with what else came in meanwhile. They are recorded
  /// also when the task has been cancelled.
  ///
  /// - Parameters:
  ///   - evaluations: The regions shown, with what the model said.
  ///   - target: The target, whose regions the sets are over.
  ///   - time: When the replies came.
  /// - Returns: The evaluations that count, in the same order: these, or those that the log already held.
  /// - Throws: ``LogError`` with `invalid` when a set is over another number of regions, or a probability
  ///   or margin is not a number; nothing is recorded then.
  @discardableResult
  public func record(
    evaluations: [(RegionSet, Evaluation)], target: Int64, at time: Date
  ) async throws(LogError) -> [Evaluation] {
    try await writeInBackground { db, recorded in
      try Self.record(evaluations, target: target, at: time, in: db, &recorded)
    }
  }

  static func record(
    _ evaluations: [(RegionSet, Evaluation)], target: Int64, at time: Date, in db: Database,
    _ recorded: inout RecordedRows
  ) throws -> [Evaluation] {
    let regionCount = try Self.regionCount(ofTarget: target, in: db)
    let timeText = time.logText
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO evaluation
          (target_id, shown, probabilities, margin, is_bounded, received_at, at_most)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
    let select = try db.cachedStatement(
      sql: "SELECT * FROM evaluation WHERE target_id = ? AND shown = ?")
    var keys: [RowKey] = []
    let counting = try evaluations.map { shown, evaluation in
      guard shown.regionCount == regionCount, evaluation.isRecordable else {
        throw Refusal(code: .invalid, message: "an evaluation does not fit its target")
      }
      try insert.execute(arguments: [
        target, shown.blob, JSONColumn.text(numbers: evaluation.probabilities), evaluation.margin,
        evaluation.isBounded, timeText,
        evaluation.isBounded ? JSONColumn.text(places: evaluation.boundedTokens) : nil,
      ])
      if db.changesCount == 1 {
        keys.append(RowKey(.number(target), .bytes(shown.bytes)))
        return evaluation
      }
      guard let row = try Row.fetchOne(select, arguments: [target, shown.blob]) else {
        throw Refusal.unknown("evaluation")
      }
      return try Evaluation(row)
    }
    recorded.add("evaluation", keys)
    return counting
  }

  private static func regionCount(ofTarget id: Int64, in db: Database) throws -> Int {
    let count = try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT region_count FROM label_map JOIN target ON target.label_map_digest = label_map.digest
          WHERE target.id = ?
          """),
      arguments: [id])
    guard let count else { throw Refusal.unknown("target") }
    return count
  }
}

extension TargetDescription {
  fileprivate init(_ row: Row) throws {
    let tokens: [TokenColumn] = try row.json("tokens")
    let forced: [TokenColumn]? = try row.jsonIfAny("forced")
    let positions: [Int]? = try row.jsonIfAny("positions")
    let leadIn: [LeadInColumn] = try row.jsonIfAny("lead_in") ?? []
    guard !tokens.isEmpty, (positions?.count ?? tokens.count) == tokens.count,
      positions?.allSatisfy((forced ?? tokens).indices.contains) ?? true,
      leadIn.allSatisfy({ (forced ?? tokens).indices.contains($0.position) })
    else { throw Refusal.unreadable("target.positions") }
    self.init(
      key: try row.value("key"), modelID: try row.value("model_id"),
      imageDigest: try row.value("image_digest"),
      labelMapDigest: try row.value("label_map_digest"), fill: try row.value("fill"),
      prompt: try row.value("prompt"), answerPrefix: try row.value("answer_prefix"),
      said: try row.value("said"), tokens: tokens.map(\.value),
      level: try row.word("level"), forced: forced?.map(\.value), positions: positions,
      way: try row.word("way"), leadIn: leadIn.map(\.value))
  }

  /// The target as it comes back from the log.
  fileprivate var storable: TargetDescription {
    var result = self
    result.prompt = prompt.storable
    result.answerPrefix = answerPrefix.storable
    result.said = said.storable
    return result
  }
}

extension Evaluation {
  fileprivate init(_ row: Row) throws {
    guard let probabilities = JSONColumn.numbers(try row.value("probabilities")),
      !probabilities.isEmpty
    else { throw Refusal.unreadable("evaluation.probabilities") }
    let isBounded: Bool = try row.value("is_bounded")
    let bounded: [Int]? = try row.jsonIfAny("at_most")
    self.init(
      probabilities: probabilities, margin: try row.value("margin"), isBounded: isBounded,
      // Before the fourth schema the log did not say which.
      boundedTokens: bounded ?? (isBounded ? Array(probabilities.indices) : []))
  }

  /// Whether every number is one; a margin may be infinite.
  fileprivate var isRecordable: Bool {
    probabilities.allSatisfy(\.isFinite) && !margin.isNaN
  }
}
