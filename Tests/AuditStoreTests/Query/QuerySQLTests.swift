import Foundation
import GRDB
import Probing
import Testing

@testable import AuditStore

@Suite("Queries as SQL")
struct QuerySQLTests {
  @Test("have only names of the schema, parameters and SQL's own words in their text")
  func noValues() throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: 8)
    let rows = try log.findings(matching: FindingQuery())
    let words: Set<String> = Set(FindingField.allCases.map(\.column)).union([
      "SELECT", "FROM", "findings_view", "WHERE", "AND", "OR", "IS", "NOT", "NULL", "TRUE", "IN",
      "instr", "lower", "ORDER", "GROUP", "BY", "DESC", "NULLS", "LAST", "LIMIT", "OFFSET", "AS",
      "WITH", "count",
    ])
    var generator = QueryGenerator(seed: 8, rows: rows)
    for _ in 0..<500 {
      let (query, text) = generator.query()
      let sql = QuerySQL(query)
      for statement in [sql.listing, sql.counting(by: [.object, .area])] {
        #expect(!statement.contains { "'\"`;[".contains($0) }, "\(text): \(statement)")
        for word in statement.matches(of: /[A-Za-z_]\w*/).map({ String($0.output) }) {
          #expect(words.contains(word) || word.contains(/^(step|part)_\d+$/), "\(text): \(word)")
        }
        // Besides parameters there is only the 0 that `instr` is compared with.
        for number in statement.matches(of: /[ (]-?[0-9.]+/).map({ String($0.output) }) {
          #expect(number == " 0", "\(text): \(number)")
        }
      }
    }
  }

  @Test("are the same whatever the values are")
  func sameStatement() throws {
    let hostile = "'; DROP TABLE finding; -- \" ` [ \\ %_* \u{1F333}"
    func sql(_ value: FieldValue) -> [String] {
      let sql = QuerySQL(
        FindingQuery(
          condition: .or(
            .or(.compares(.object, .equal, value), .compares(.image, .contains, value)),
            .isAmong(.model, [value, value], isNegated: true)),
          limit: .init(count: 12_345, offset: 678)))
      return [sql.listing, sql.counting(by: [.object])]
    }
    #expect(sql(.text(hostile)) == sql(.text("spoon")))
    #expect(sql(.text("4711")) == sql(.text("spoon")))
    #expect(!sql(.text("spoon"))[0].contains("12345"))
    let log = try AuditLog.inMemory()
    _ = try SampleAudit(in: log)
    let query = FindingQuery(condition: .compares(.object, .notEqual, .text(hostile)))
    #expect(try log.findings(matching: query).count == 1)
  }

  @Test(
    "find a finding by its number, and an audit's findings, without a walk through the table",
    arguments: [
      "finding = 3", "audit = 1", "not (kind = answer) and audit = 1 order by confidence",
    ])
  func searches(text: String) throws {
    let steps = try Self.plan(of: QuerySQL(FindingQuery(parsing: text))) { $0.listing }
    #expect(!steps.contains { $0.hasPrefix("SCAN") }, "\(steps)")
  }

  @Test("sort nothing to list the first findings that were found")
  func first() throws {
    let query = try FindingQuery(parsing: "kind = answer limit 5")
    let steps = try Self.plan(of: QuerySQL(query)) { $0.listing }
    #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
  }

  @Test("read one table, whatever they ask")
  func flat() throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: 9)
    var generator = QueryGenerator(seed: 9, rows: try log.findings(matching: FindingQuery()))
    for _ in 0..<100 {
      let query = QuerySQL(generator.query().query)
      for statement in [query.listing, query.counting(by: [.object])] {
        let steps = try Self.plan(of: query) { _ in statement }
        #expect(
          steps.allSatisfy { !$0.hasPrefix("SEARCH") || $0.contains("finding_row") }, "\(steps)")
      }
    }
  }

  /// The steps by which SQLite carries out a statement of a query.
  private static func plan(
    of sql: QuerySQL, _ statement: (QuerySQL) -> String
  ) throws -> [String] {
    try AuditLog.inMemory().read { db in
      try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + statement(sql), arguments: sql.arguments
      ).map { $0["detail"] as String }
    }
  }

  @Test("tell a damaged value from a finding")
  func damaged() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try { _ = try SampleAudit(in: AuditLog.open(at: path, access: .readWrite)) }()
      try DatabaseQueue(path: path).write { db in
        try db.execute(
          sql: "PRAGMA ignore_check_constraints = 1; UPDATE finding SET state = 'gone'")
      }
      let log = try AuditLog.open(at: path, access: .readOnly)
      let error = #expect(throws: LogError.self) { try log.findings(matching: FindingQuery()) }
      #expect(error?.code == .damaged)
    }
  }
}
