import Crypto
import Foundation
import GRDB

/// Every row against the event that recorded it, and against the last event that changed it.
extension LogVerifier {
  /// Compares the rows that an event stands for with what it says.
  mutating func check(_ event: ChainEvent) {
    guard let rows = tables[event.subject], let keys = rows.keys(event.keys),
      event.digests.map({ $0.count == keys.count * 32 }) ?? (keys.count == 1)
    else {
      found(
        LogProblem(
          .event, event: event.number,
          "event \(event.number) says nothing that can be checked against a table"))
      return
    }
    guard let digests = event.digests else { return checkIsThere(keys[0], rows, event) }
    result.rowCount += keys.count
    if event.kind == ChainEvent.Kind.adopted.rawValue {
      result.adoptedRowCount += keys.count
      if result.adoptedAt == nil { result.adoptedAt = event.at }
    }
    for (index, key) in keys.enumerated() {
      claimed[event.subject, default: RowTally()].add(key)
      let start = digests.startIndex + index * 32
      attempt("\(event.subject) \(key.json)", table: event.subject) { verifier in
        try verifier.check(key, rows, digest: digests[start..<start + 32], event)
      }
    }
  }

  private mutating func check(
    _ key: RowKey, _ rows: ChainedRows, digest: Data, _ event: ChainEvent
  ) throws {
    var problems: [LogProblem] = []
    var (images, unkept) = (0, 0)
    let table = rows.table
    let isThere = try rows.withRow(key, in: db) { row in
      if !(try row.digest.elementsEqual(digest)) {
        problems.append(
          LogProblem(
            .row, event: event.number, table: table.name, key: key.json,
            "\(table.name) \(key.json) was changed since event \(event.number) recorded it"))
      }
      if !table.changing.isEmpty { problems += try changingProblems(of: row, key, table) }
      if table.name == "image" {
        if try row.bytes("kept") == nil { images += 1 } else { unkept += 1 }
        if let reason = try ImageCheck.problem(of: row, key) {
          problems.append(
            LogProblem(
              .image, event: event.number, table: table.name, key: key.json, column: "png",
              "image \(key.json): \(reason)"))
        }
      }
      return true
    }
    if isThere != true {
      problems.append(
        LogProblem(
          .row, event: event.number, table: table.name, key: key.json,
          "\(table.name) \(key.json), recorded by event \(event.number), is gone"))
    }
    result.imageCount += images
    result.unkeptImageCount += unkept
    for problem in problems { found(problem) }
  }

  /// The columns that are not as the last event about the row says.
  private func changingProblems(
    of row: ChainedRow, _ key: RowKey, _ table: ChainedTable
  ) throws -> [LogProblem] {
    let expected = try db.lastChange(of: table.name, RowKey.json([key]))
    if expected == nil ? row.isUnchanged : try row.change == expected { return [] }
    let values = try expected.map(ChangedColumns.init)
    return try row.changingValues.compactMap { name, value in
      let said = values?.json(name) ?? "null"
      guard said != value else { return nil }
      return LogProblem(
        .column, table: table.name, key: key.json, column: name,
        "\(table.name) \(key.json): \(name) is \(value), and the last event about it says \(said)")
    }
  }

  /// A change must be of a row that is there.
  private mutating func checkIsThere(_ key: RowKey, _ rows: ChainedRows, _ event: ChainEvent) {
    let name = rows.table.name
    attempt("\(name) \(key.json)", table: name) { verifier in
      guard try rows.withRow(key, in: verifier.db, { _ in true }) != true else { return }
      verifier.found(
        LogProblem(
          .row, event: event.number, table: name, key: key.json,
          "\(name) \(key.json), changed by event \(event.number), is gone"))
    }
  }
}
