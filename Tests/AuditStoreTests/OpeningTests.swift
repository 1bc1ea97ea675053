import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("Opening a log")
struct OpeningTests {
  @Test("makes the folder and the file, and finds them again")
  func makesFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/deep/er/log.sqlite"
      do {
        let log = try AuditLog.open(at: path, access: .readWrite)
        _ = try SampleAudit(in: log)
      }
      #expect(try AuditLog.open(at: path, access: .readOnly).audits().count == 1)
      #expect(try AuditLog.open(at: path, access: .readWrite).audits().count == 1)
    }
  }

  @Test("takes strange names as file names", arguments: [":memory:", "file:x?mode=ro", "100% #1"])
  func strangeNames(name: String) throws {
    try withTemporaryFolder { folder in
      _ = try SampleAudit(in: AuditLog.open(at: folder + "/" + name, access: .readWrite))
      #expect(FileManager.default.fileExists(atPath: folder + "/" + name))
    }
  }

  @Test("refuses a file that is not a log, and leaves it as it is", arguments: LogAccess.all)
  func notALog(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/notes.txt"
      let text = Data(String(repeating: "milk, eggs, spoons\n", count: 50).utf8)
      try text.write(to: URL(fileURLWithPath: path))
      #expect(
        message { () throws(LogError) in _ = try AuditLog.open(at: path, access: access) }
          == "notALog: this file is not an audit log; name another")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }
  }

  @Test("refuses another program's database, and leaves it as it is", arguments: LogAccess.all)
  func foreignDatabase(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/bookmarks.sqlite"
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (x)") }
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(
        message { () throws(LogError) in _ = try AuditLog.open(at: path, access: access) }
          == "notALog: this file is not an audit log; name another")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["bookmarks.sqlite"])
    }
  }

  @Test("refuses a log of a newer version", arguments: LogAccess.all)
  func newer(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      _ = try AuditLog.open(at: path, access: .readWrite)
      try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 999") }
      #expect(
        message { () throws(LogError) in _ = try AuditLog.open(at: path, access: access) }
          == "newer: a newer Hallux wrote it (schema 999, this one knows \(Schema.version)); use that version"
      )
    }
  }

  @Test("refuses a log that was cut short", arguments: LogAccess.all)
  func truncated(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try { _ = try SampleAudit(in: AuditLog.open(at: path, access: .readWrite)) }()
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: path))
      #expect(
        message { () throws(LogError) in _ = try AuditLog.open(at: path, access: access) }
          == "damaged: the file is damaged (database disk image is malformed); "
          + "go back to a copy, or try sqlite3's .recover")
    }
  }

  @Test("refuses a folder, and says so when there is nothing to read")
  func folderOrNothing() throws {
    try withTemporaryFolder { folder in
      for access in LogAccess.all {
        #expect(
          message { () throws(LogError) in _ = try AuditLog.open(at: folder, access: access) }
            == "notALog: this is a folder; name a file in it")
      }
      #expect(
        message { () throws(LogError) in
          _ = try AuditLog.open(at: folder + "/none.sqlite", access: .readOnly)
        } == "missing: there is no such file")
    }
  }

  @Test("refuses a place where no file can be made")
  func unwritable() {
    // Permissions do not stop root, but no folder can be made under a file.
    #expect(
      message { () throws(LogError) in
        _ = try AuditLog.open(at: "/dev/null/x/log.sqlite", access: .readWrite)
      } == "unwritable: its folder cannot be made")
  }

  @Test("refuses a second writer, while readers come and go")
  func secondWriter() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      do {
        let log = try AuditLog.open(at: path, access: .readWrite)
        for _ in 0..<2 {
          #expect(
            message { () throws(LogError) in _ = try AuditLog.open(at: path, access: .readWrite) }
              == "locked: another process is writing to it; wait until it is done, "
              + "or name another file")
        }
        let reader = try AuditLog.open(at: path, access: .readOnly)
        #expect(try reader.audits().isEmpty)
        _ = try SampleAudit(in: log)
        #expect(try reader.audits().count == 1)
      }
      _ = try AuditLog.open(at: path, access: .readWrite)
    }
  }

  @Test("does not let a reader write")
  func readOnly() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      _ = try AuditLog.open(at: path, access: .readWrite)
      let reader = try AuditLog.open(at: path, access: .readOnly)
      let message = message { () throws(LogError) in try reader.record(image: Sample.image) }
      #expect(message?.hasPrefix("unwritable: ") == true)
    }
  }

  @Test("says in one line which log it is about")
  func description() {
    let error = LogError(code: .full, message: "the disk is full", path: "a/log.sqlite")
    #expect("\(error)" == "audit log a/log.sqlite: the disk is full")
  }
}

/// Both ways to open a log.
enum LogAccess {
  static let all = AuditLog.Access.allCases
}
