import GRDB

/// How the columns that change over time come together: in whatever order logs are merged, to the same end.
enum MergedChange {
  /// Two values of which only one can be true.
  struct Clash: Error {
    var column: String
  }

  /// What a row is by itself, away from the process that wrote it.
  static func normalize(_ row: inout MergedRow, of table: String) {
    guard table == "audit", row["state"].text == "running" else { return }
    // Nobody works on it here: it is as if the run had been stopped when it began.
    row["state"] = "interrupted".databaseValue
    row["finished_at"] = row["started_at"]
  }

  /// What two logs know of one row, together: the one that is there, and the one that comes with the numbers of
  /// this log, and `origin` in the other.
  ///
  /// - Throws: ``Clash`` where both cannot be true.
  static func join(
    _ held: MergedRow, _ come: MergedRow, of table: String, in target: Database,
    from source: Database, origin: Int64
  ) throws -> MergedRow {
    var joined = held
    switch table {
    case "audit":
      if (come.isFinished, come["finished_at"].text) > (held.isFinished, held["finished_at"].text) {
        joined["state"] = come["state"]
        joined["finished_at"] = come["finished_at"]
      }
      joined["server_report"] = try later(
        held["server_report"], come["server_report"], in: target)
    case "share":
      // The first time that it was finished counts.
      joined["finished_at"] = least(held["finished_at"], come["finished_at"])
    case "probe":
      joined["image_digest"] = try same("image_digest", held, come)
      guard held["problem"] != come["problem"] else { break }
      joined["problem"] = least(held["problem"], come["problem"])
      // Why it could not be asked once does not count when it was answered elsewhere.
      if !joined["problem"].isNull,
        try isAnswered(held.number, in: target) || isAnswered(origin, in: source)
      {
        joined["problem"] = .null
      }
    case "finding":
      joined = try further(held, come)
    default: preconditionFailure("\(table) has columns that change, and no rule to merge them")
    }
    return joined
  }

  /// Whether a probe has an answer that was judged or found.
  private static func isAnswered(_ probe: Int64, in db: Database) throws -> Bool {
    for table in ["verdict", "choice_verdict", "caption", "finding"] {
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM \(table) WHERE probe_id = ? LIMIT 1"),
        arguments: [probe])
      if row != nil { return true }
    }
    return false
  }

  /// The report that was made later; of two of one time, the one whose words come later.
  private static func later(
    _ first: DatabaseValue, _ second: DatabaseValue, in db: Database
  ) throws -> DatabaseValue {
    guard !first.isNull else { return second }
    guard !second.isNull, first != second else { return first }
    let id = try Int64.fetchOne(
      db,
      sql: "SELECT id FROM server_report WHERE id IN (?, ?) ORDER BY made_at DESC, report DESC",
      arguments: [first, second])
    return id.databaseValue
  }

  /// How a finding's explanation is further.
  private static func further(_ held: MergedRow, _ come: MergedRow) throws -> MergedRow {
    let ranks = ["open": 0, "failed": 1, "explained": 2]
    func rank(_ row: MergedRow) -> Int { ranks[row["state"].text] ?? 0 }
    var joined = rank(come) > rank(held) ? come : held
    joined.number = held.number
    guard rank(come) == rank(held) else { return joined }
    joined["target_id"] = try same("target_id", held, come)
    joined["coarse_target_id"] = try same("coarse_target_id", held, come)
    joined["problem"] = least(held["problem"], come["problem"])
    return joined
  }

  /// The value that one of both has, or both.
  private static func same(
    _ column: String, _ first: MergedRow, _ second: MergedRow
  ) throws -> DatabaseValue {
    guard !first[column].isNull else { return second[column] }
    guard second[column].isNull || first[column] == second[column] else {
      throw Clash(column: column)
    }
    return first[column]
  }

  /// The text that comes first in the alphabet; NULL is none.
  private static func least(_ first: DatabaseValue, _ second: DatabaseValue) -> DatabaseValue {
    guard !first.isNull else { return second }
    guard !second.isNull else { return first }
    return first.text <= second.text ? first : second
  }

  /// Calls audits finished of which every share is, wherever it was asked, at the last time that they were.
  static func finishAudits(in db: Database) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT audit_id AS audit, max(whole_at) AS finished_at FROM (
          SELECT audit_id, max(finished_at) AS whole_at FROM share WHERE finished_at IS NOT NULL
          GROUP BY audit_id, count HAVING count(*) = count)
        JOIN audit ON audit.id = audit_id
        GROUP BY audit_id HAVING audit.state <> 'finished' OR audit.finished_at < max(whole_at)
        """)
    for row in rows {
      let id: Int64 = try row.value("audit")
      try db.execute(
        sql: "UPDATE audit SET state = 'finished', finished_at = ? WHERE id = ?",
        arguments: [try row.value("finished_at", as: String.self), id])
      try db.chain(changed: "audit", RowKey(.number(id)))
    }
  }
}

extension MergedRow {
  fileprivate var isFinished: Int { self["state"].text == "finished" ? 1 : 0 }
}

extension DatabaseValue {
  /// The text; empty for anything else.
  fileprivate var text: String { String.fromDatabaseValue(self) ?? "" }
}
