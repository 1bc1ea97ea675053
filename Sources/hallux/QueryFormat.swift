import ArgumentParser
import AuditStore

/// How `hallux query` prints what it finds.
enum QueryFormat: String, EnumerableFlag {
  case table, json, jsonl, csv

  static func name(for value: QueryFormat) -> NameSpecification {
    .customLong(value.rawValue)
  }

  static func help(for value: QueryFormat) -> ArgumentHelp? {
    switch value {
    case .table: "Print an aligned table for people."
    case .json: "Print one JSON array."
    case .jsonl: "Print one JSON object a line."
    case .csv: "Print comma-separated values with every field (RFC 4180)."
    }
  }

  /// Prints the findings that a query lists, while they come: however many there are, few are in memory.
  func printFindings(of log: AuditLog, matching query: FindingQuery) throws {
    let fields = FindingField.allCases
    switch self {
    case .table:
      var list = TableListing(FindingTable.columns) { Terminal.print($0) }
      try log.forEachFinding(matching: query) { list.add(FindingTable.cells($0)) }
      list.end()
      if list.isEmpty { Terminal.note("no finding matches") }
    case .csv:
      Terminal.print(CSV.line(fields.map { .text($0.name) }))
      try log.forEachFinding(matching: query) { row in
        Terminal.print(CSV.line(fields.map { row[$0] }))
      }
    case .json, .jsonl:
      var list = JSONListing(isArray: self == .json)
      try log.forEachFinding(matching: query) { row in
        list.print(fields.map { ($0.name, row[$0]) })
      }
      list.end()
    }
  }

  /// Prints counts of findings.
  ///
  /// - Parameters:
  ///   - listing: The counts.
  ///   - isTotal: Whether it is one count of all, which a person reads without a table.
  func print(_ listing: CountListing, isTotal: Bool) {
    switch self {
    case .table where isTotal:
      for count in listing.counts { Terminal.print(String(count.count)) }
    case .table:
      guard !listing.counts.isEmpty else { return Terminal.note("no finding matches") }
      for line in listing.table.lines { Terminal.print(line) }
    case .csv:
      Terminal.print(CSV.line(listing.names.map { .text($0) }))
      for row in listing.rows { Terminal.print(CSV.line(row)) }
    case .json, .jsonl:
      var list = JSONListing(isArray: self == .json)
      for row in listing.rows { list.print(Array(zip(listing.names, row))) }
      list.end()
    }
  }
}
