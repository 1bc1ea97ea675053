import AuditStore
import Foundation
import GRDB
import Glibc
import Testing

@testable import TestKit

/// The program on a machine that fails it: one line, the right exit code, and the same end the next time.
@Suite("hallux audit, on a machine", .serialized, .timeLimit(.minutes(30)))
struct MachineFaultTests {
  let server: AnsweringServer
  let audit: ProgramAudit

  init() throws {
    server = AnsweringServer()
    audit = try ProgramAudit(server: server)
  }

  /// Runs a program without root's right to write where permissions forbid it.
  static let unprivileged =
    geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all"] : []

  /// The file's bytes, to see that they stay.
  private func bytes(_ name: String = "log.sqlite") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: audit.folder.path + "/" + name))
  }

  private func database(_ sql: String) throws {
    try DatabaseQueue(path: audit.logPath).write { try $0.execute(sql: sql) }
  }

  @Test(
    "where no file may grow further, stops in one line and goes on when it may",
    arguments: [150, 300])
  func fileSizeLimit(kilobytes: Int) async throws {
    defer { server.stop() }
    let blocks = kilobytes * 2  // of 512 bytes, as POSIX has it
    let ending = try await audit.run(by: [
      "/bin/sh", "-c", "ulimit -f \(blocks); exec \"$0\" \"$@\"",
    ])
    audit.expect(ending, 3, "cannot be opened or written")
    let lost = server.answeredCount - (try audit.recordedCount())
    #expect((0...8).contains(lost))
    let resumed = try await audit.run()
    #expect(resumed.status == 0, "\(resumed.errors)")
    try await audit.expectUndisturbed(lost: lost)
  }

  @Test("where the log is write-protected, asks nothing")
  func readOnlyLog() async throws {
    defer { server.stop() }
    _ = try AuditLog.open(at: audit.logPath, access: .readWrite)
    chmod(audit.logPath, 0o400)
    audit.expect(try await audit.run(by: Self.unprivileged), 3, "the file is write-protected")
    #expect(server.askedCount == 0)
    chmod(audit.logPath, 0o600)
    #expect(try await audit.run().status == 0)
    try await audit.expectUndisturbed()
  }

  @Test("where the folder is write-protected, asks nothing", arguments: [false, true])
  func readOnlyFolder(holdsLog: Bool) async throws {
    defer { server.stop() }
    let folder = audit.folder.path + "/logs"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if holdsLog {
      _ = try AuditLog.open(at: folder + "/log.sqlite", access: .readWrite)
      for ending in ["-lock", "-wal", "-shm"] { unlink(folder + "/log.sqlite" + ending) }
    }
    chmod(folder, 0o500)
    defer { chmod(folder, 0o700) }
    audit.expect(
      try await audit.run(log: "logs/log.sqlite", by: Self.unprivileged), 3,
      "audit log logs/log.sqlite: "
    )
    #expect(server.askedCount == 0)
  }

  @Test("where another process writes to the log, asks nothing")
  func secondWriter() async throws {
    defer { server.stop() }
    let held = try AuditLog.open(at: audit.logPath, access: .readWrite)
    audit.expect(
      try await audit.run(), 3, "another process is writing to it; wait until it is done")
    #expect(server.askedCount == 0)
    withExtendedLifetime(held) {}
  }

  @Test("where a newer version wrote the log, leaves it as it is")
  func newerLog() async throws {
    defer { server.stop() }
    _ = try AuditLog.open(at: audit.logPath, access: .readWrite)
    try database("PRAGMA user_version = 999")
    let before = try bytes()
    audit.expect(try await audit.run(), 6, "a newer Hallux wrote it (schema 999")
    #expect(try bytes() == before)
  }

  @Test("where the log is another program's database, or none, leaves it as it is")
  func foreignFile() async throws {
    defer { server.stop() }
    try database("CREATE TABLE bookmark (address TEXT)")
    for content in [try bytes(), Data("milk, eggs, spoons\n".utf8), Data(count: 5_000)] {
      try content.write(to: URL(fileURLWithPath: audit.logPath))
      audit.expect(try await audit.run(), 6, "this file is not an audit log; name another")
      #expect(try bytes() == content)
    }
    #expect(server.askedCount == 0)
  }

  @Test("where only the file of the log is copied, has copied all of it", arguments: [0, 60])
  func copiedAlone(failingAt moment: Int) async throws {
    defer { server.stop() }
    server.play { moment > 0 && $0.number >= moment ? .answer(401, body: []) : .reply }
    #expect(try await audit.run().status == (moment > 0 ? 4 : 0))
    let copy = audit.folder.path + "/copy.sqlite"
    try bytes().write(to: URL(fileURLWithPath: copy))
    let log = try AuditLog.open(at: copy, access: .readOnly)
    #expect(try AuditContents.answerCount(log) == server.answeredCount)
  }

  @Test("where the log's pages are damaged, says so")
  func damagedLog() async throws {
    defer { server.stop() }
    #expect(try await audit.run().status == 0)
    var content = try bytes()
    try #require(content.count > 40_000)
    // The first page, with the schema, stays; those after it are noise.
    content.replaceSubrange(
      8_192..<content.count, with: (8_192..<content.count).map { UInt8(($0 * 31) & 0xFF) })
    for ending in ["-wal", "-shm"] { unlink(audit.logPath + ending) }
    try content.write(to: URL(fileURLWithPath: audit.logPath))
    audit.expect(try await audit.run(), 6, "damaged")
  }
}
