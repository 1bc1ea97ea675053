import Attribution
import Foundation
import GRDB
import Glibc
import Imaging
import Testing

@testable import AuditStore

@Suite("A writer that is killed, or runs out of room")
struct CrashTests {
  @Test("when killed loses nothing that was recorded, and leaves the log free for the next")
  func killedWriter() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/hallux-killed-\(UUID()).sqlite"
    defer {
      for suffix in ["", "-wal", "-shm", "-lock"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let log = try AuditLog.open(at: path, access: .readWrite)
      let sample = try SampleAudit(in: log)
      try log.record(
        evaluations: [(Sample.set(1), .init(probabilities: [0.5, 0.25], margin: -1))],
        target: sample.target, at: Sample.time)
      kill(getpid(), SIGKILL)
    }
    #expect(FileManager.default.fileExists(atPath: path + "-wal"))

    #expect(try AuditLog.open(at: path, access: .readOnly).audits().count == 1)
    let log = try AuditLog.open(at: path, access: .readWrite)
    #expect(try log.audits().map(\.state) == [.running])
    let resumed = try SampleAudit(in: log)
    #expect(resumed.audit.id == 1)
    #expect(try log.evaluations(ofTarget: resumed.target).count == 1)
    #expect(try log.requestCount(ofAudit: 1).replies == 1)
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test(
    "a full disk stops the recording in one line, and leaves no half of it",
    arguments: LogCase.allCases)
  func fullDisk(place: LogCase) throws {
    try place.run { log in
      let sample = try SampleAudit(in: log)
      // SQLite fails the same way when it may take no more pages as when the disk has none.
      let pages = try log.read { try Int.fetchOne($0, sql: "PRAGMA page_count") } ?? 0
      try log.write { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
      let sets = (0..<8).map { bits in
        RegionSet(regionCount: 3, (0..<3).filter { bits >> $0 & 1 == 1 })
      }
      let large = Evaluation(
        probabilities: Array(repeating: 0.123_456_789, count: 5_000), margin: 1)
      #expect(
        message { () throws(LogError) in
          try log.record(
            evaluations: sets.map { ($0, large) }, target: sample.target, at: Sample.time)
        } == "full: the disk is full; make room and run the same command again")
      #expect(try log.evaluations(ofTarget: sample.target).isEmpty)
      #expect(try log.verify { _ in }.isIntact)

      try log.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
      try log.record(evaluations: sets.map { ($0, large) }, target: sample.target, at: Sample.time)
      #expect(try log.evaluations(ofTarget: sample.target).count == 8)
    }
  }
}
