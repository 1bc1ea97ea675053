import Foundation
import GRDB

/// One verification, in one read transaction: the log stays as it is until it is done.
struct LogVerifier {
  let db: Database
  /// The hash that was written down elsewhere, if there is one.
  let anchor: String?
  let report: (LogProblem) -> Void

  var result = LogVerification()
  /// How each table is read; a table that cannot be is left out.
  var tables: [String: ChainedRows] = [:]
  /// The rows that events stand for, by table.
  var claimed: [String: RowTally] = [:]

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
    attempt("table finding_row", table: "finding_row") { try $0.checkFindingRows() }
    attempt("the chains of merged logs") { try $0.followMerged() }
    if let anchor, result.anchor == nil, result.mergedAnchor == nil {
      found(
        LogProblem(
          .head,
          "no event has the hash \(anchor): events were cut off, or written anew, since it was "
            + "written down"))
    }
    attempt("the head") { $0.result.head = try LogHead.fetch($0.db) }
    return result
  }

  mutating func found(_ problem: LogProblem) {
    result.problemCount += 1
    report(problem)
  }

  /// Does a part; what SQLite cannot read is a problem.
  @discardableResult
  mutating func attempt(
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
}

extension ChainEvent {
  /// The event of a row of the walk: number, kind, subject, keys, digests, change and time.
  init(_ row: Row) throws {
    number = try row.decode(atIndex: 0)
    kind = try row.exactText(atIndex: 1)
    subject = try row.exactText(atIndex: 2)
    keys = try row.exactText(atIndex: 3)
    digests = try row.decode(atIndex: 4)
    change = try row.exactTextIfAny(atIndex: 5)
    at = try row.exactText(atIndex: 6)
  }
}

extension Error {
  /// Why something cannot be read, in a few words; never a recorded value.
  fileprivate var reason: String {
    switch self {
    case let error as DatabaseError:
      // Of a damaged schema SQLite quotes what it cannot read, line by line.
      (error.message ?? "\(error.resultCode)").replacing("\n", with: " ")
    case let error as Refusal: error.message
    default: "a value in it makes no sense"
    }
  }
}
