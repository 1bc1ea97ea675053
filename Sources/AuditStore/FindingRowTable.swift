import Foundation
import GRDB

/// The table `finding_row`: what `findings_view` says of a finding, ready to be filtered, sorted and counted.
///
/// A finding's row joins eight tables, and no index reaches across them. So the rows are kept in a table of their
/// own, by triggers, in the transaction that changes what they follow from. They are no evidence, and no event
/// names them: `log verify` compares them with the view `findings_derived`, and ``fill(in:)`` makes them anew.
///
/// A later schema that changes what a finding's row says drops all of it with ``drop(in:)``, makes its new
/// `findings_view` from the tables, and calls ``make(in:)`` again.
enum FindingRowTable {
  /// The types of the columns, by their names in `findings_view`; what is not named here is a text.
  private static let types = [
    "finding": "INTEGER PRIMARY KEY", "audit": "INTEGER NOT NULL", "confidence": "REAL",
    "area": "REAL", "size": "INTEGER", "evaluations": "INTEGER NOT NULL", "insertion_auc": "REAL",
    "deletion_auc": "REAL", "influence": "REAL", "visual": "REAL", "prior": "REAL",
    "snowball": "REAL", "gain": "REAL", "quarter": "INTEGER",
  ]

  /// What is recorded about a finding after the finding itself: the table, the event, and the findings it is about.
  private static let sources: [(table: String, event: String, findings: String)] = [
    ("finding", "INSERT", "NEW.id"),
    ("finding", "UPDATE", "NEW.id"),
    ("probe", "UPDATE OF image_digest", "SELECT id FROM finding WHERE probe_id = NEW.id"),
    ("verdict", "INSERT", "SELECT id FROM finding WHERE probe_id = NEW.probe_id"),
    ("choice_verdict", "INSERT", "SELECT id FROM finding WHERE probe_id = NEW.probe_id"),
    ("adjudication", "INSERT", "SELECT id FROM finding WHERE probe_id = NEW.probe_id"),
    ("trigger_set", "INSERT", "NEW.finding_id"),
    ("explanation", "INSERT", "NEW.finding_id"),
    ("diagnosis", "INSERT", "NEW.finding_id"),
    ("recaption", "INSERT", "NEW.finding_id"),
  ]

  /// An index on what people filter, sort and count by.
  private struct Index {
    var name: String
    var columns: [String]
    var condition = ""

    var sql: String {
      "CREATE INDEX finding_row_of_\(name) ON finding_row (\(columns.joined(separator: ", ")))"
        + condition
    }
  }

  private static let indices = [
    Index(name: "audit", columns: ["audit", "kind"]),
    Index(name: "object", columns: ["object", "kind", "area"]),
    Index(name: "object_by_confidence", columns: ["object", "confidence"]),
    Index(name: "confidence", columns: ["confidence", "kind"]),
    Index(name: "image", columns: ["image"]),
    Index(name: "area", columns: ["area"], condition: " WHERE area IS NOT NULL"),
    Index(name: "influence", columns: ["influence"]),
  ]

  /// Whether one index begins with `column` and holds the other columns: rows can be counted by it in its order
  /// without a look at the table, which costs more than sorting.
  static func canCount(by column: String, reading columns: some Sequence<String>) -> Bool {
    indices.contains { index in
      index.condition.isEmpty && index.columns.first == column
        && columns.allSatisfy(index.columns.contains)
    }
  }

  private static let viewHead = """
    CREATE VIEW findings_view AS      -- what was found, a line each

    """
  private static let derivedHead = """
    CREATE VIEW findings_derived AS   -- what finding_row holds, from the tables that it follows from

    """

  /// Makes the table from what `findings_view` says, which then reads the table.
  static func make(in db: Database) throws {
    let selection = try selection(of: "findings_view", in: db)
    let columns = try db.columns(in: "findings_view").map(\.name)
    try db.execute(
      sql: """
        DROP VIEW findings_view;
        \(derivedHead)\(selection);
        CREATE TABLE finding_row (        -- what findings_derived says, kept by triggers; not evidence, can be
                                          -- made anew from the other tables: hallux log rebuild
          \(columns.map { "\($0) \(types[$0] ?? "TEXT")" }.joined(separator: ",\n  "))
        ) STRICT;
        \(viewHead)SELECT
          \(columns.joined(separator: ",\n  "))
        FROM finding_row;
        CREATE INDEX finding_of_target ON finding (target_id) WHERE target_id IS NOT NULL;
        """)
    try fill(in: db)
    for index in indices { try db.execute(sql: index.sql) }
    for source in sources where try db.tableExists(source.table) {
      try db.execute(sql: trigger(on: source.table, after: source.event, of: source.findings))
    }
    try db.execute(sql: evaluationTriggers)
  }

  /// Takes all of it away; `findings_view` reads the tables again.
  static func drop(in db: Database) throws {
    let triggers = try String.fetchAll(
      db,
      sql:
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'finding\\_row\\_after%' ESCAPE '\\'"
    )
    for name in triggers { try db.execute(sql: "DROP TRIGGER \(name)") }
    let selection = try selection(of: "findings_derived", in: db)
    try db.execute(
      sql: """
        DROP VIEW findings_view; DROP VIEW findings_derived; DROP TABLE finding_row;
        DROP INDEX finding_of_target;
        \(viewHead)\(selection);
        """)
  }

  /// What a view selects, as SQL.
  private static func selection(of view: String, in db: Database) throws -> Substring {
    let text = try String.fetchOne(
      db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?", arguments: [view])
    guard let text, let start = text.range(of: "SELECT") else { throw Refusal.unknown(view) }
    return text[start.lowerBound...]
  }

  /// Makes all rows anew.
  static func fill(in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM finding_row; INSERT INTO finding_row SELECT * FROM findings_derived")
  }

  private static func trigger(
    on table: String, after event: String, of findings: String
  ) -> String {
    let word = event.prefix { $0 != " " }.lowercased()
    return """
      CREATE TRIGGER finding_row_after_\(table)_\(word) AFTER \(event) ON \(table)
      BEGIN
        DELETE FROM finding_row WHERE finding IN (\(findings));
        INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (\(findings));
      END;
      """
  }

  /// Evaluations come by the hundred for a finding: they are counted, and the row is not made anew.
  private static let evaluationTriggers = """
    CREATE TRIGGER finding_row_after_evaluation_insert AFTER INSERT ON evaluation
    BEGIN
      UPDATE finding_row SET evaluations = evaluations + 1
      WHERE finding IN (SELECT id FROM finding WHERE target_id = NEW.target_id);
    END;
    CREATE TRIGGER finding_row_after_evaluation_bound AFTER INSERT ON evaluation
    WHEN NEW.is_bounded AND NEW.at_most IS NOT '[]'
    BEGIN
      UPDATE finding_row SET bounds = iif(bounds IS NULL, '', bounds || ', ') || 'curves'
      WHERE finding IN (SELECT id FROM finding WHERE target_id = NEW.target_id)
        AND insertion_auc IS NOT NULL AND coalesce(instr(bounds, 'curves'), 0) = 0;
    END;
    """
}
