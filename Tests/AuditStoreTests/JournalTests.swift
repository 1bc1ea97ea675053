import Foundation
import GRDB
import Testing

@testable import AuditStore

@Suite("The log's journal")
struct JournalTests {
  private static let mounts = """
    22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
    31 22 0:45 / /home rw,nosuid shared:20 - nfs4 filer:/home rw,vers=4.2
    32 22 0:46 / /mnt/a\\040b rw - fuse.sshfs host:/ rw
    33 22 0:47 / /scratch rw master:3 propagate_from:2 - lustre mds@tcp:/scratch rw
    34 22 8:17 / /data rw - fuseblk /dev/sdb1 rw
    35 22 259:4660 / /big rw - xfs /dev/nvme9n1 rw
    36 22 bad
    """

  private func device(_ major: UInt64, _ minor: UInt64) -> UInt64 {
    (major & 0xFFF) << 8 | (major & ~0xFFF) << 32 | minor & 0xFF | (minor & ~0xFF) << 12
  }

  @Test(
    "is a rollback journal where several machines may mount the disk",
    arguments: [
      (254, 1, "ext4", false), (0, 45, "nfs4", true), (0, 46, "fuse.sshfs", true),
      (0, 47, "lustre", true), (8, 17, "fuseblk", false), (259, 4660, "xfs", false),
    ] as [(UInt64, UInt64, String, Bool)])
  func fileSystems(major: UInt64, minor: UInt64, type: String, isShared: Bool) {
    let found = FileSystem(device: device(major, minor), mounts: Self.mounts)
    #expect(found?.type == type && found?.isShared == isShared)
  }

  @Test("is a write-ahead log where nothing is known of the disk")
  func unknown() throws {
    #expect(FileSystem(device: device(7, 7), mounts: Self.mounts) == nil)
    #expect(FileSystem(device: 0, mounts: "") == nil)
    #expect(FileSystem.holding("/proc/self/nothing/here")?.isShared == false)
    try withTemporaryFolder { folder in
      #expect(
        FileSystem.holding(folder + "/not/yet/log.sqlite") == FileSystem.holding(folder))
      let log = try AuditLog.open(at: folder + "/log.sqlite", access: .readWrite)
      #expect(log.journal == Journal.suited(toPath: folder))
    }
  }

  @Test("can be changed each time the log is opened, and nothing is lost", arguments: LogAccess.all)
  func changed(access: AuditLog.Access) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      for (index, journal) in [Journal.rollback, .writeAhead, .rollback].enumerated() {
        try {
          let log = try AuditLog.open(at: path, access: .readWrite, journal: journal)
          _ = try SampleAudit(in: log, key: "a\(index)")
          let (mode, synchronous) = try log.read { db in
            (
              try String.fetchOne(db, sql: "PRAGMA journal_mode"),
              try Int.fetchOne(db, sql: "PRAGMA synchronous")
            )
          }
          #expect(mode == journal.rawValue && synchronous == (journal == .rollback ? 2 : 1))
          // Beside the writer, whichever journal it uses.
          let reader = try AuditLog.open(at: path, access: .readOnly)
          #expect(try reader.audits().count == index + 1)
          #expect(
            message { () throws(LogError) in _ = try AuditLog.open(at: path, access: .readWrite) }?
              .hasPrefix("locked: another process is writing to it") == true)
        }()
        #expect(Journal.isWriteAhead(path) == (journal == .writeAhead))
        let log = try AuditLog.open(at: path, access: access, journal: journal)
        #expect(try log.verify { _ in }.isIntact && log.audits().count == index + 1)
      }
    }
  }

  @Test(
    "lets nobody who reads wait for a transaction that is going on", arguments: Journal.allCases)
  func readers(journal: Journal) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      let log = try AuditLog.open(at: path, access: .readWrite, journal: journal)
      let sample = try SampleAudit(in: log)
      let reader = try AuditLog.open(at: path, access: .readOnly)
      try log.write { db in
        try db.execute(sql: "UPDATE probe SET problem = 'half done'")
        #expect(try reader.probes(ofAudit: sample.audit.id).allSatisfy { $0.problem == nil })
        let other = try AuditLog.open(at: path, access: .readOnly)
        #expect(try other.verify { _ in }.isIntact)
        try db.execute(sql: "UPDATE probe SET problem = NULL")
      }
      guard journal == .writeAhead else { return }
      // Nor the writer for one who reads on and on.
      let seen = try reader.read { db in
        let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM event")
        try log.setProblem("later", forProbe: sample.probes[0].id)
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM event") == before)
        return before
      }
      #expect(try reader.head()?.number == Int64(seen ?? 0) + 1)
    }
  }
}
