import Crypto
import Foundation
import GRDB

/// Reads rows of one table as the chain sees them: their keys, their digests, their columns that change.
struct ChainedRows {
  /// The table.
  let table: ChainedTable
  /// The columns of its primary key.
  let keyColumns: [Column]
  /// The columns that are as they were recorded, in alphabetical order.
  private let kept: [Column]
  private let select: String

  /// A column and what it holds; tables are strict, so it holds nothing else.
  struct Column {
    enum Kind: String {
      case integer = "INTEGER"
      case real = "REAL"
      case text = "TEXT"
      case blob = "BLOB"
    }

    var name: String
    var kind: Kind
  }

  /// Learns the table's columns from the database.
  init(_ table: ChainedTable, in db: Database) throws {
    self.table = table
    let columns = try db.columns(in: table.name)
    func column(_ name: String) throws -> Column {
      guard let info = columns.first(where: { $0.name == name }),
        let kind = Column.Kind(rawValue: info.type)
      else { throw Refusal.unreadable("\(table.name).\(name)") }
      return Column(name: name, kind: kind)
    }
    keyColumns = try db.primaryKey(table.name).columns.map(column)
    kept = try columns.map(\.name).filter { !table.changing.contains($0) }.sorted().map(column)
    for name in table.changing { _ = try column(name) }
    let names = (kept.map(\.name) + table.changing).map { "\"\($0)\"" }
    let condition = keyColumns.map { "\"\($0.name)\" = ?" }.joined(separator: " AND ")
    select =
      "SELECT \(names.joined(separator: ", ")) FROM \"\(table.name)\" WHERE \(condition)"
  }

  /// The table of this name.
  init(named name: String, in db: Database) throws {
    guard let table = ChainedTable.named(name) else { throw Refusal.unknown("table \(name)") }
    try self.init(table, in: db)
  }

  /// Hands the row of a key to `body`, or returns nil when there is none.
  func withRow<Value>(
    _ key: RowKey, in db: Database, _ body: (ChainedRow) throws -> Value
  ) throws -> Value? {
    let rows = try Row.fetchCursor(db.cachedStatement(sql: select), arguments: key.arguments)
    guard let row = try rows.next() else { return nil }
    return try body(ChainedRow(row: row, table: table, kept: kept))
  }

  /// Hands out the keys of all rows, in their order.
  func forEachKey(in db: Database, _ body: (RowKey) throws -> Void) throws {
    let names = keyColumns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let rows = try Row.fetchCursor(
      db, sql: "SELECT \(names) FROM \"\(table.name)\" ORDER BY \(names)")
    while let row = try rows.next() {
      try body(
        RowKey(
          parts: try keyColumns.enumerated().map { index, column in
            switch column.kind {
            case .integer, .real: .number(try row.decode(Int64.self, atIndex: index))
            case .text: .text(try row.exactText(atIndex: index))
            case .blob: .bytes([UInt8](try row.decode(Data.self, atIndex: index)))
            }
          }))
    }
  }

  /// The keys that an event names, or nil when they are none of this table.
  func keys(_ json: String) -> [RowKey]? {
    guard let lists = ChainJSON.lists(json) else { return nil }
    var keys: [RowKey] = []
    keys.reserveCapacity(lists.count)
    for list in lists {
      guard list.count == keyColumns.count else { return nil }
      var parts: [RowKey.Part] = []
      for (value, column) in zip(list, keyColumns) {
        switch (value, column.kind) {
        case (.number(let number), .integer): parts.append(.number(number))
        case (.text(let text), .text): parts.append(.text(text))
        case (.text(let text), .blob):
          guard let bytes = [UInt8](hexadecimal: text) else { return nil }
          parts.append(.bytes(bytes))
        default: return nil
        }
      }
      keys.append(RowKey(parts: parts))
    }
    return keys
  }
}

/// One row as the chain sees it, while a statement stands on it.
struct ChainedRow {
  fileprivate let row: Row
  fileprivate let table: ChainedTable
  fileprivate let kept: [ChainedRows.Column]

  /// The digest of the columns that are as they were recorded, 32 bytes.
  var digest: SHA256.Digest {
    get throws {
      var record = CanonicalBytes()
      record.begin(table.name)
      for (index, column) in kept.enumerated() where !row.hasNull(atIndex: index) {
        switch column.kind {
        case .integer:
          record.append(column.name, number: try row.decode(Int64.self, atIndex: index))
        case .real: record.append(column.name, real: try row.decode(Double.self, atIndex: index))
        case .text:
          // The bytes as they are: a text that is cut at a NUL or mended would hide a change.
          try row.withUnsafeData(atIndex: index) {
            record.append(column.name, textBytes: $0 ?? Data())
          }
        case .blob:
          try row.withUnsafeData(atIndex: index) { record.append(column.name, bytes: $0 ?? Data()) }
        }
      }
      return record.digest
    }
  }

  /// The columns that change over time as JSON with sorted keys; nil where the table has none.
  var change: String? {
    get throws {
      guard !table.changing.isEmpty else { return nil }
      return "{" + (try changingValues.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))
        + "}"
    }
  }

  /// The names of the columns that change over time, with their values as JSON.
  var changingValues: [(String, String)] {
    get throws {
      try table.changing.enumerated().map { offset, name in
        let index = kept.count + offset
        let value: DatabaseValue = row[index]
        switch value.storage {
        case .null: return (name, "null")
        case .int64(let number): return (name, String(number))
        case .string: return (name, ChainJSON.quoted(try row.exactText(atIndex: index)))
        case .double, .blob: throw Refusal.unreadable("\(table.name).\(name)")
        }
      }
    }
  }

  /// Whether every column that changes over time is NULL.
  var isUnchanged: Bool {
    table.changing.indices.allSatisfy { row.hasNull(atIndex: kept.count + $0) }
  }

  /// The bytes of a column that is kept; nil for NULL or another name.
  func bytes(_ name: String) throws -> [UInt8]? {
    guard let index = kept.firstIndex(where: { $0.name == name }) else { return nil }
    return try row.withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } }
  }
}
