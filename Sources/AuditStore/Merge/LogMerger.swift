import Foundation
import GRDB

/// One merging of a log into another, inside a transaction of each.
///
/// Rows come one at a time, so memory does not grow with the log; which number became which is kept in a
/// temporary table.
struct LogMerger {
  let target: Database
  let source: Database
  /// What the source's file is called.
  let name: String
  let keepsAnswers: Bool
  var result = MergeResult()

  /// How many rows one event stands for at most.
  private static let rowsPerEvent = 1_000

  /// Makes a merger.
  init(target: Database, source: Database, name: String, keepsAnswers: Bool) {
    self.target = target
    self.source = source
    self.name = name
    self.keepsAnswers = keepsAnswers
  }

  /// Merges everything.
  mutating func run() throws -> MergeResult {
    guard let head = try LogHead.fetch(source) else { return result }
    result.head = head
    if try MergedChain.holds(head, in: target) {
      result.wasMerged = true
      return result
    }
    try MergedNumbers.begin(in: target)
    for table in ChainedTable.all {
      guard let merged = MergedTable.named(table.name) else {
        throw Refusal.unknown("way to merge the table \(table.name)")
      }
      try merge(MergedColumns(merged, in: target))
    }
    try MergedNumbers.end(in: target)
    try MergedChange.finishAudits(in: target)
    try MergedChain.keep(head, of: source, named: name, in: target)
    return result
  }

  /// Merges the rows of one table.
  private mutating func merge(_ columns: MergedColumns) throws {
    let insert = try target.makeStatement(sql: columns.insert)
    var numbers = MergedNumbers(target)
    var keys: [RowKey] = []
    let rows = try Row.fetchCursor(source, sql: columns.select)
    while let row = try rows.next() {
      var come = try row.merged(columns)
      let origin = come.number
      for (column, table) in columns.references {
        guard let number = Int64.fromDatabaseValue(come[column]) else { continue }
        come[column] = try numbers.number(of: number, in: table).databaseValue
      }
      MergedChange.normalize(&come, of: columns.table.name)
      let key: RowKey
      if let held = try held(come, columns, insert) {
        key = held.key(columns)
        come.number = held.number
        try join(come, to: held, columns, key, origin: origin)
      } else {
        if columns.isNumbered { come.number = target.lastInsertedRowID }
        key = come.key(columns)
        keys.append(key)
        result.added[columns.table.name, default: 0] += 1
        if keys.count == Self.rowsPerEvent { try chain(&keys, columns) }
      }
      if columns.isNumbered {
        try numbers.record(origin, is: come.number, in: columns.table.name)
      }
    }
    try chain(&keys, columns)
  }

  private func chain(_ keys: inout [RowKey], _ columns: MergedColumns) throws {
    try target.chain(recorded: columns.table.name, keys)
    keys.removeAll(keepingCapacity: true)
  }

  /// Writes a row, or returns the one of the same identity that is there.
  private func held(
    _ come: MergedRow, _ columns: MergedColumns, _ insert: Statement
  ) throws -> MergedRow? {
    if !columns.table.isConstrained, let held = try find(come, columns) { return held }
    try insert.execute(arguments: StatementArguments(columns.names.map { come[$0] }))
    if target.changesCount == 1 { return nil }
    guard let held = try find(come, columns) else {
      throw Refusal.conflict("row of \(columns.table.name)")
    }
    return held
  }

  private func find(_ come: MergedRow, _ columns: MergedColumns) throws -> MergedRow? {
    try Row.fetchOne(
      target.cachedStatement(sql: columns.find),
      arguments: StatementArguments(columns.table.identity.map { come[$0] })
    )?.merged(columns)
  }

  /// Compares a row with the one that is there, and brings the columns that change over time together.
  private mutating func join(
    _ come: MergedRow, to held: MergedRow, _ columns: MergedColumns, _ key: RowKey, origin: Int64
  ) throws {
    let table = columns.table
    result.heldCount += 1
    let differing = columns.names.filter { column in
      guard !table.circumstances.contains(column), !columns.chained.changing.contains(column) else {
        return false
      }
      if table.unsure.contains(column), come[column].isNull || held[column].isNull { return false }
      return come[column] != held[column]
    }
    guard differing.isEmpty else {
      guard table.isAnswer, keepsAnswers || table.noisy.isSuperset(of: differing) else {
        throw conflict(in: differing, of: table, key)
      }
      result.otherAnswerCount += 1
      return
    }
    guard !columns.chained.changing.isEmpty else { return }
    let joined: MergedRow
    do {
      joined = try MergedChange.join(
        held, come, of: table.name, in: target, from: source, origin: origin)
    } catch let clash as MergedChange.Clash {
      throw conflict(in: [clash.column], of: table, key)
    }
    guard columns.chained.changing.contains(where: { joined[$0] != held[$0] }) else { return }
    try target.cachedStatement(sql: columns.update).execute(
      arguments: StatementArguments(columns.chained.changing.map { joined[$0] }) + key.arguments)
    try target.chain(changed: table.name, key)
  }

  /// Both logs hold something different under one key.
  private func conflict(
    in columns: [String], of table: MergedTable, _ key: RowKey
  ) -> Refusal {
    let answers =
      table.isAnswer
      ? "; --keep-answers lets the answer that is here count" : ""
    return Refusal(
      code: .conflict,
      message: "\(name) holds another \(table.name) under the key of \(table.name) \(key.json) here"
        + " (\(columns.joined(separator: ", "))), and nothing of it was merged\(answers)")
  }
}

extension Row {
  /// The row of a statement of ``MergedColumns``.
  fileprivate func merged(_ columns: MergedColumns) throws -> MergedRow {
    var row = MergedRow(number: try decode(atIndex: 0), values: [:])
    for (index, name) in columns.names.enumerated() { row[name] = self[index + 1] }
    return row
  }
}
