import Probing
import Testing

@testable import AuditStore

@Suite("What a query means")
struct QueryMeaningTests {
  @Test(
    "generated queries find the same rows in the same order as plain Swift does", arguments: [1, 2])
  func sameRows(seed: UInt64) throws {
    try LogCase.inFile.run { log in
      try QueryRows.record(in: log, seed: seed)
      let rows = try log.findings(matching: FindingQuery())
      #expect(rows.count == 300)
      for field in FindingField.allCases {
        #expect(rows.contains { $0[field] == nil } == field.canBeMissing, "\(field)")
      }
      var generator = QueryGenerator(seed: seed, rows: rows)
      var (found, empty) = (0, 0)
      for _ in 0..<600 {
        let (query, text) = generator.query()
        let parsed = try FindingQuery(parsing: text)
        #expect(parsed == query, "seed \(seed): \(text)")
        let expected = PlainQuery.findings(rows, matching: query)
        #expect(
          try log.findings(matching: parsed).map(\.id) == expected.map(\.id),
          "seed \(seed): \(text)")
        #expect(
          try log.counts(matching: parsed, by: []) == [.init(values: [], count: expected.count)],
          "seed \(seed): \(text)")
        if expected.isEmpty { empty += 1 } else { found += 1 }
      }
      #expect(found > 300 && empty > 30, "\(found) queries find something, \(empty) nothing")
    }
  }

  @Test("counts of generated queries are those of plain Swift", arguments: [3])
  func sameCounts(seed: UInt64) throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: seed)
    let rows = try log.findings(matching: FindingQuery())
    var generator = QueryGenerator(seed: seed, rows: rows)
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let (query, text) = generator.query()
      let fields = (0...random.index(below: 2)).map { _ in random.element(FindingField.allCases) }
      let expected = PlainQuery.counts(PlainQuery.findings(rows, matching: query), by: fields)
      #expect(try log.counts(matching: query, by: fields) == expected, "seed \(seed): \(text)")
    }
  }

  @Test("a query written as text is the same query when it is read", arguments: [4, 5, 6])
  func roundTrip(seed: UInt64) throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: seed)
    var generator = QueryGenerator(
      seed: seed, rows: try log.findings(matching: FindingQuery()))
    for _ in 0..<500 {
      let query = generator.query().query
      let text = query.description
      #expect(try FindingQuery(parsing: text) == query, "seed \(seed): \(text)")
      #expect(try FindingQuery(parsing: text).description == text)
      #expect(!text.unicodeScalars.contains { $0.isInvisible })
    }
  }

  @Test("conditions nest as deeply as the language allows, in every shape")
  func deep() throws {
    let log = try AuditLog.inMemory()
    try QueryRows.record(in: log, seed: 7)
    let rows = try log.findings(matching: FindingQuery())
    func nested(_ opening: String, _ closing: String, _ depth: Int = QueryLimits.depth) -> String {
      String(repeating: opening, count: depth) + "kind = answer"
        + String(repeating: closing, count: depth)
    }
    let right = nested("size = 1 or (", ")", QueryLimits.depth - 1)
    let texts = [
      nested("(", ")"), nested("not ", ""), nested("size = 1 or (", ")"),
      nested("(", " or area > 20 %)"), nested("size = 1 or audit = 2 and (", ")"),
      nested("(audit = 2 or (", ") and size > 1)", QueryLimits.depth / 2),
      nested("not (audit = 2 or size > 1 and ", ")", QueryLimits.depth / 2),
      "(\(right)) and (\(right))",
      (2..<QueryLimits.comparisonCount + 2).map { "size != \($0)" }.joined(separator: " and "),
      (1...QueryLimits.comparisonCount).map { "finding = \($0)" }.joined(separator: " or "),
      "finding in (" + (7..<QueryLimits.valueCount + 7).map(String.init).joined(separator: ",")
        + ")",
    ]
    for text in texts {
      let query = try FindingQuery(parsing: text)
      let expected = PlainQuery.findings(rows, matching: query).map(\.id)
      #expect(try log.findings(matching: query).map(\.id) == expected, "\(text.prefix(60))")
      #expect(try FindingQuery(parsing: query.description) == query, "\(text.prefix(60))")
    }
  }
}
