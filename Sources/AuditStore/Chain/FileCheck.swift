import GRDB

/// Whether the file's pages hold together, by SQLite's own checks.
enum FileCheck {
  /// The most problems of one kind to list; a torn file has thousands that say the same.
  private static let mostProblems = 100

  /// Checks pages, indices, constraints and references.
  static func run(in db: Database, _ found: (LogProblem) -> Void) throws {
    let lines = try String.fetchCursor(db, sql: "PRAGMA integrity_check(\(mostProblems))")
    while let line = try lines.next() {
      guard line != "ok" else { continue }
      found(LogProblem(.file, "the file is damaged: \(line.replacing("\n", with: " "))"))
    }
    let references = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
    var count = 0
    while let row = try references.next(), count < mostProblems {
      count += 1
      let table: String = try row.decode(atIndex: 0)
      let parent: String = try row.decode(atIndex: 2)
      found(
        LogProblem(
          .file, table: table, "a row of \(table) refers to a row of \(parent) that is not there"))
    }
  }
}
