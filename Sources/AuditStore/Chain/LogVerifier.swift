import Crypto
import Foundation
import GRDB

/// One verification, in one read transaction: the log stays as it is until it is done.
struct LogVerifier {
  let db: Database
  /// The hash that was written down elsewhere, if there is one.
  let anchor: String?
  let report: (LogProblem) -> Void

  private(set) var result = LogVerification()
  /// How each table is read; a table that cannot be is left out.
  private var tables: [String: ChainedRows] = [:]
  /// The rows that events stand for, by table.
  private var claimed: [String: RowTally] = [:]

  init(db: Database, anchor: String?, report: @escaping (LogProblem) -> Void) {
    self.db = db
    self.anchor = anchor?.lowercased()
    self.report = report
  }

  /// Verifies everything, from the file up.
  mutating func run() -> LogVerification {
    attempt("the file's pages") { verifier in
      try FileCheck.run(in: verifier.db) { verifier.found($0) }
    }
    attempt("the schema") { verifier in
      try SchemaCheck.run(in: verifier.db) { verifier.found($0) }
    }
    for table in ChainedTable.all {
      attempt("table \(table.name)", table: table.name) { verifier in
        verifier.tables[table.name] = try ChainedRows(table, in: verifier.db)
      }
    }
    let isWhole = attempt("the chain of events") { try $0.walk() }
    if isWhole {
      for table in ChainedTable.all {
        attempt("table \(table.name)", table: table.name) { try $0.findUnclaimed(in: table.name) }
      }
    }
    if let anchor, result.anchor == nil {
      found(
        LogProblem(
          .head,
          "no event has the hash \(anchor): events were cut off, or written anew, since it was "
            + "written down"))
    }
    attempt("the head") { $0.result.head = try LogHead.fetch($0.db) }
    return result
  }

  private mutating func found(_ problem: LogProblem) {
    result.problemCount += 1
    report(problem)
  }

  /// Does a part; what SQLite cannot read is a problem.
  @discardableResult
  private mutating func attempt(
    _ what: @autoclosure () -> String, table: String? = nil,
    _ body: (inout LogVerifier) throws -> Void
  ) -> Bool {
    do {
      try body(&self)
      return true
    } catch {
      found(LogProblem(.file, table: table, "\(what()) cannot be read: \(error.reason)"))
      return false
    }
  }

  // MARK: The chain

  /// Follows the chain from its first event, and compares every row with the event that stands for it.
  private mutating func walk() throws {
    let events = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, kind, subject, keys, digests, change, at, hash FROM event ORDER BY number
        """)
    var last = (number: Int64(0), hash: ChainEvent.origin)
    while let row = try events.next() {
      result.eventCount += 1
      let number: Int64 = try row.decode(atIndex: 0)
      let isNext = number == last.number + 1
      if !isNext { report(missing: last.number + 1, number - 1) }
      guard let event = try? ChainEvent(row), let hash = try? row.decode(Data.self, atIndex: 7)
      else {
        found(LogProblem(.event, event: number, "event \(number) cannot be read"))
        last = (number, ChainEvent.origin)
        continue
      }
      // Behind a missing event nothing says what to follow.
      if isNext, event.hash(after: last.hash) != hash {
        found(
          LogProblem(
            .event, event: number,
            "event \(number) does not have the hash of what it says behind event \(last.number): "
              + "one of the two was changed"))
      }
      if let anchor, [UInt8](hash).hexadecimal == anchor { result.anchor = number }
      last = (number, hash)
      check(event)
    }
  }

  private mutating func report(missing first: Int64, _ last: Int64) {
    let events = first >= last ? "event \(first) is" : "events \(first) to \(last) are"
    found(LogProblem(.event, event: first, "\(events) missing"))
  }

  /// Compares the rows that an event stands for with what it says.
  private mutating func check(_ event: ChainEvent) {
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
    var images = 0
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
        images += 1
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

  // MARK: Rows without an event

  /// Finds the rows of a table that no event stands for, and those that several do.
  private mutating func findUnclaimed(in name: String) throws {
    guard let rows = tables[name] else { return }
    var present = RowTally()
    try rows.forEachKey(in: db) { present.add($0) }
    guard present != claimed[name, default: RowTally()] else { return }
    // Only now memory grows: every claimed key is held.
    var known: Set<RowKey> = []
    let events = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, keys FROM event WHERE subject = ? AND digests IS NOT NULL ORDER BY number
        """,
      arguments: [name])
    while let row = try events.next() {
      let number: Int64 = try row.decode(atIndex: 0)
      for key in rows.keys(try row.decode(String.self, atIndex: 1)) ?? []
      where !known.insert(key).inserted {
        found(
          LogProblem(
            .event, event: number, table: name, key: key.json,
            "event \(number) records \(name) \(key.json) once more"))
      }
    }
    try rows.forEachKey(in: db) { key in
      guard !known.contains(key) else { return }
      found(
        LogProblem(
          .row, table: name, key: key.json,
          "\(name) \(key.json) is in the table, and no event recorded it"))
    }
  }
}

extension ChainEvent {
  /// The event of a row of the walk.
  fileprivate init(_ row: Row) throws {
    number = try row.decode(atIndex: 0)
    kind = try row.decode(atIndex: 1)
    subject = try row.decode(atIndex: 2)
    keys = try row.decode(atIndex: 3)
    digests = try row.decode(atIndex: 4)
    change = try row.decode(atIndex: 5)
    at = try row.decode(atIndex: 6)
  }
}

extension Error {
  /// Why something cannot be read, in a few words; never a recorded value.
  fileprivate var reason: String {
    switch self {
    case let error as DatabaseError: error.message ?? "\(error.resultCode)"
    case let error as Refusal: error.message
    default: "a value in it makes no sense"
    }
  }
}
