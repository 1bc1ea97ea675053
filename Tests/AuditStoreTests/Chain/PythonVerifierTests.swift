import Foundation
import GRDB
import Testing

@testable import AuditStore

/// The script of the documentation, written from its words alone.
@Suite("scripts/check-log/verify.py")
struct PythonVerifierTests {
  private func run(_ log: String, file: String = #filePath) throws -> (
    lines: [String], status: Int32
  ) {
    var root = URL(fileURLWithPath: file)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", root.appendingPathComponent("scripts/check-log/verify.py").path, log,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text.split(separator: "\n").map(String.init), process.terminationStatus)
  }

  @Test("agrees on the head of a log that is intact, and of one that was adopted")
  func intact() throws {
    try withTemporaryFolder { folder in
      try ChainLog.make(at: folder + "/new.sqlite")
      try FirstSchemaLog.make(at: folder + "/old.sqlite")
      for name in ["new", "old"] {
        let path = folder + "/\(name).sqlite"
        let head = try #require(try AuditLog.open(at: path, access: .readOnly).head())
        let result = try run(path)
        #expect(result.lines == ["head \(head.hash)"] && result.status == 0)
      }
    }
  }

  @Test("agrees on what was tampered with")
  func tampered() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      try ChainLog.tamper(path) { db in
        try db.execute(
          sql: """
            UPDATE verdict SET outcome = 'true-negative';
            UPDATE finding SET state = 'open';
            INSERT INTO model VALUES (9, 'forged', '');
            UPDATE event SET at = 'long ago' WHERE number = 3;
            DELETE FROM repeat WHERE number = 2;
            """)
      }
      // What follows from the other tables is no evidence, and not the script's concern.
      let found = ChainLog.problems(path).filter { $0.table != "finding_row" }
      #expect(found.map(\.kind) == [.event, .row, .column, .row, .row])
      let result = try run(path)
      #expect(result.status == 1 && result.lines.count == found.count + 1)
      for part in ["event 3:", "verdict [1, 'pope']", "finding [1]", "model [9]", "repeat [1, 2]"] {
        #expect(result.lines.contains { $0.hasPrefix(part) }, "\(part) in \(result.lines)")
      }
    }
  }
}
