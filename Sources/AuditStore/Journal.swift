import Foundation
import GRDB

/// How transactions reach the log's file.
public enum Journal: String, Sendable, Hashable, CaseIterable {
  /// A write-ahead log beside the file: nobody who reads waits for the writer, nor the writer for them. It
  /// needs memory that all processes share, so all of them must be on one machine.
  case writeAhead = "wal"
  /// A rollback journal beside the file, for disks that several machines mount: readers and the writer
  /// wait for each other at every transaction.
  case rollback = "delete"

  /// The journal that works where a file is, or is to be.
  static func suited(toPath path: String) -> Journal {
    FileSystem.holding(path)?.isShared == true ? .rollback : .writeAhead
  }

  /// Whether a file is set to a write-ahead log where none works: one that was copied to a network disk.
  static func isOutOfPlace(_ path: String) -> Bool {
    suited(toPath: path) == .rollback && isWriteAhead(path)
  }

  /// Whether a file's header says that it is read with a write-ahead log.
  static func isWriteAhead(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    // The file format's read version, at byte 19 of the header.
    return (try? file.read(upToCount: 20))?.dropFirst(19).first == 2
  }

  /// Sets a connection up so that it can open a file which was last written with the other journal.
  func prepared(_ configuration: Configuration) -> Configuration {
    guard self == .rollback else { return configuration }
    var configuration = configuration
    // Alone on the file, SQLite keeps the index of a write-ahead log in memory of its own.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
    return configuration
  }

  /// Sets the journal of a log's connection, and how much a commit waits for the disk.
  ///
  /// In a write-ahead log NORMAL cannot tear a transaction: a power cut takes back the last ones at most. A
  /// rollback journal is safe only when it is on the disk before the file is touched, which is FULL.
  func set(in db: Database) throws {
    switch self {
    case .writeAhead:
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    case .rollback:
      try db.execute(
        sql: """
          PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA locking_mode = NORMAL;
          SELECT count(*) FROM sqlite_schema
          """)
    }
  }
}
