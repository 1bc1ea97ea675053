import GRDB

/// Which number of the one log became which of the other, in a temporary table.
struct MergedNumbers {
  private let db: Database
  /// Rows that refer to one row stand together: the last answer of each table is mostly the next one, too.
  private var last: [String: (origin: Int64, number: Int64)] = [:]

  init(_ db: Database) { self.db = db }

  /// Makes the table.
  static func begin(in db: Database) throws {
    try db.execute(
      sql: """
        DROP TABLE IF EXISTS temp.merged_number;
        CREATE TEMP TABLE merged_number (subject TEXT, origin INTEGER, number INTEGER NOT NULL,
          PRIMARY KEY (subject, origin)) STRICT, WITHOUT ROWID
        """)
  }

  /// Lets go of the table.
  static func end(in db: Database) throws {
    try db.execute(sql: "DELETE FROM temp.merged_number")
  }

  /// The number in this log of a row that came before.
  mutating func number(of origin: Int64, in table: String) throws -> Int64 {
    if let last = last[table], last.origin == origin { return last.number }
    let number = try Int64.fetchOne(
      db.cachedStatement(
        sql: "SELECT number FROM temp.merged_number WHERE subject = ? AND origin = ?"),
      arguments: [table, origin])
    guard let number else { throw Refusal.unreadable("a reference to \(table)") }
    last[table] = (origin, number)
    return number
  }

  /// Keeps what a number became.
  mutating func record(_ origin: Int64, is number: Int64, in table: String) throws {
    try db.cachedStatement(sql: "INSERT INTO temp.merged_number VALUES (?, ?, ?)")
      .execute(arguments: [table, origin, number])
  }
}
