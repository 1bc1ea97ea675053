import GRDB

/// The columns of a table that is merged, and the statements for its rows.
struct MergedColumns {
  let table: MergedTable
  let chained: ChainedTable
  /// All columns that are copied: every one but a number that the log itself gives.
  let names: [String]
  /// The columns of the primary key.
  let key: [String]
  /// Whether the primary key is a number that the log itself gives.
  let isNumbered: Bool
  /// Which columns hold the number of a row of which table.
  let references: [String: String]

  /// Learns a table's columns from the database.
  init(_ table: MergedTable, in db: Database) throws {
    guard let chained = ChainedTable.named(table.name) else {
      throw Refusal.unknown("table \(table.name)")
    }
    self.table = table
    self.chained = chained
    key = try db.primaryKey(table.name).columns
    isNumbered = key == ["id"]
    let all = try db.columns(in: table.name).map(\.name)
    names = isNumbered ? all.filter { $0 != "id" } : all
    references = try Self.references(of: table.name, in: db)
  }

  /// Which columns of a table hold the number of a row of which table, by its foreign keys.
  ///
  /// A column may refer to one that is itself such a number.
  private static func references(of name: String, in db: Database) throws -> [String: String] {
    var references: [String: String] = [:]
    for foreignKey in try db.foreignKeys(on: name) {
      for (origin, destination) in foreignKey.mapping {
        let isNumber = try db.primaryKey(foreignKey.destinationTable).columns == ["id"]
        if destination == "id", isNumber {
          references[origin] = foreignKey.destinationTable
        } else {
          let further = try Self.references(of: foreignKey.destinationTable, in: db)
          if let table = further[destination] { references[origin] = table }
        }
      }
    }
    return references
  }

  /// Reads every row, in the order of its key: its number first, 0 where it has none, then all columns.
  var select: String {
    "SELECT \(isNumbered ? "id" : "0"), \(list(names)) FROM \"\(table.name)\" ORDER BY \(list(key))"
  }

  /// Writes a row, unless one of its identity is there.
  var insert: String {
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    return
      "INSERT INTO \"\(table.name)\" (\(list(names))) VALUES (\(marks)) ON CONFLICT DO NOTHING"
  }

  /// Reads the row of an identity: its number first, 0 where it has none, then all columns.
  var find: String {
    let condition = table.identity.map { "\"\($0)\" IS ?" }.joined(separator: " AND ")
    return
      "SELECT \(isNumbered ? "id" : "0"), \(list(names)) FROM \"\(table.name)\" WHERE \(condition)"
  }

  /// Changes the columns that change over time.
  var update: String {
    let sets = chained.changing.map { "\"\($0)\" = ?" }.joined(separator: ", ")
    let condition = key.map { "\"\($0)\" = ?" }.joined(separator: " AND ")
    return "UPDATE \"\(table.name)\" SET \(sets) WHERE \(condition)"
  }

  private func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

/// One row on its way: its number where it comes from, and its values by column, numbers those of this log.
struct MergedRow {
  var number: Int64
  var values: [String: DatabaseValue]

  subscript(_ name: String) -> DatabaseValue {
    get { values[name] ?? .null }
    set { values[name] = newValue }
  }

  /// The row's primary key, once it has a number in this log.
  func key(_ columns: MergedColumns) -> RowKey {
    RowKey(
      parts: columns.key.map { name in
        if columns.isNumbered { return .number(number) }
        switch self[name].storage {
        case .int64(let value): return .number(value)
        case .string(let value): return .text(value)
        case .blob(let value): return .bytes([UInt8](value))
        case .null, .double: return .number(0)
        }
      })
  }
}
