import Foundation
import GRDB

@testable import AuditStore

/// A log as the first schema had it: a row in every table.
enum FirstSchemaLog {
  /// Makes the log at `path`, and closes it.
  ///
  /// - Parameters:
  ///   - path: Where to make it.
  ///   - schema: The schema that it is brought up to, 1 for the first one.
  /// - Throws: whatever SQLite does.
  static func make(at path: String, schema: Int = 1) throws {
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    }
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: schemaVersion1) }
    try migrator.migrate(database)
    try database.write { try $0.execute(sql: rows) }
    try Schema.migrator.migrate(database, upTo: String(schema))
    try database.close()
  }

  /// The names of its tables.
  static let tables = [
    "model", "image", "audit", "probe", "reply", "verdict", "label_map", "target", "evaluation",
    "repeat", "finding", "explanation", "trigger_set", "certificate",
  ]

  /// All rows of the columns that the first schema had, table by table, as text.
  static func contents(of db: Database) throws -> [String: [String]] {
    var contents: [String: [String]] = [:]
    for table in tables {
      let columns = try firstColumns(of: table)
      let list = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
      contents[table] = try String.fetchAll(db, sql: "SELECT \(list) FROM \"\(table)\" ORDER BY 1")
    }
    return contents
  }

  /// The columns of a table in the first schema.
  private static func firstColumns(of table: String) throws -> [String] {
    try DatabaseQueue().write { db in
      try db.execute(sql: schemaVersion1)
      return try String.fetchAll(
        db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
    }
  }

  private static let time = "2026-03-01T12:00:00.250Z"

  private static let rows = """
    INSERT INTO model VALUES (3, 'tiny-llava', 'f00d');
    INSERT INTO image VALUES ('\(Sample.image.digest)', 4, 2, x'\(Sample.image.png.hexadecimal)');
    INSERT INTO audit VALUES (5, 'a1', 3, 'bundled', 'beef', '{"regions":64}', '0.1.0', '\(time)', '\(time)',
      'finished');
    INSERT INTO probe VALUES
      (11, 5, 0, '7', 'kitchen.png', '\(Sample.image.digest)', 'Is there a spoon in the image?', 'spoon', 'no',
        '["adversarial"]', '{"rule":"bowl -> spoon","cause":"bowl"}', NULL),
      (12, 5, 1, '8', 'garden.png', NULL, 'Is there a dog in the image?', NULL, 'yes', '[]', NULL,
        'no such file');
    INSERT INTO reply VALUES ('r9', 3, '\(Sample.image.digest)', 'Is there a spoon in the image?', '', 'Yes',
      '[{"id":3869,"logprob":-0.25,"token":"Yes","top":[]}]', 'stop', 81, NULL, '\(time)');
    INSERT INTO verdict VALUES (11, 'pope', 'r9', 'yes', 'false-positive', 0.75, 0.25, NULL, 1);
    INSERT INTO label_map VALUES ('3333', 4, 2, 3, 'grid/2', x'020002020202');
    INSERT INTO target VALUES (21, 't9', 3, '\(Sample.image.digest)', '3333', 'black', 'Is there a spoon in the image?', '',
      'yes', '[{"id":3869,"token":"Yes"}]');
    INSERT INTO evaluation VALUES (21, x'07', '[0.75]', 1.5, 0, '\(time)');
    INSERT INTO repeat VALUES (21, 0, 1.5, '\(time)');
    INSERT INTO finding VALUES (31, 5, 11, 'false-positive', 0.75, 21, 'explained', NULL);
    INSERT INTO explanation VALUES (41, 31, 'greedy', '[2,0,1]', '[0.5,-0.125,0.1]',
      '[[0,0.1],[0.5,0.4],[0.75,0.5],[1,0.75]]', '[[0,0.75],[0.5,0.4],[0.75,0.2],[1,0.1]]', 0.7, 0.2, 0.75,
      1.5, 0.6, 12);
    INSERT INTO trigger_set VALUES (51, 31, 'necessary', 'found', x'05', 3, 2, 0.5, 'subset-minimal',
      'leave-one-out', 9, 0.01, 'r9', 'no');
    INSERT INTO certificate VALUES
      (51, 0, 'set-suffices', NULL, NULL, x'02', -2.5, 'r9', 'no'),
      (51, 1, 'region-needed', 2, NULL, x'06', 0.5, NULL, NULL),
      (51, 2, 'subset-fails', NULL, x'01', x'06', 0.25, NULL, NULL);
    """
}
