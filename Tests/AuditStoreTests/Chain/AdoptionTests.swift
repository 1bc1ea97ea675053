import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("A log that is older than the chain")
struct AdoptionTests {
  @Test("is taken into it, row by row, and vouched for only since then", arguments: [1, 2, 3])
  func adopted(schema: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path, schema: schema)
      let log = try AuditLog.open(at: path, access: .readWrite)
      var problems: [LogProblem] = []
      let result = try log.verify { problems.append($0) }
      #expect(problems.isEmpty)
      let rows = try DatabaseQueue(path: path).read {
        try FirstSchemaLog.contents(of: $0).values.map(\.count).reduce(0, +)
      }
      #expect(result.rowCount == rows && result.adoptedRowCount == rows)
      let at = try log.read {
        try String.fetchOne($0, sql: "SELECT at FROM event WHERE number = 1")
      }
      #expect(result.adoptedAt == at && at != nil)

      try ChainLog.fill(log, key: "a2")
      let later = try log.verify { problems.append($0) }
      #expect(problems.isEmpty && later.adoptedRowCount == rows && later.rowCount > rows)
    }
  }

  @Test("is taken into it in events of a thousand rows, with what had changed already")
  func large() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try FirstSchemaLog.make(at: path, schema: 3)
      try DatabaseQueue(path: path).write { db in
        for number in 0..<2_500 {
          try db.execute(
            sql: "INSERT INTO repeat VALUES (21, \(number + 1), 0.5, '2026-03-01T12:00:00.250Z')")
        }
      }
      let log = try AuditLog.open(at: path, access: .readWrite)
      #expect(try log.verify { _ in }.isIntact)
      let events = try log.read {
        try Int.fetchAll(
          $0,
          sql: """
            SELECT length(digests) / 32 FROM event WHERE subject = 'repeat' AND kind = 'adopted'
            """)
      }
      #expect(events == [1_000, 1_000, 501])
      // Two probes in one event, and the column of each that had a value.
      let changes = try log.read {
        try String.fetchAll(
          $0,
          sql: """
            SELECT change FROM event WHERE subject = 'probe' AND kind = 'adopted'
              AND change IS NOT NULL ORDER BY number
            """)
      }
      #expect(
        changes == [
          #"{"image_digest":"\#(Sample.image.digest)","problem":null}"#,
          #"{"image_digest":null,"problem":"no such file"}"#,
        ])
    }
  }
}
