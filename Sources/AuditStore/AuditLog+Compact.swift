import Foundation
import GRDB

extension AuditLog {
  /// Writes the log's file anew without the room that nothing fills.
  ///
  /// Every row and every event stays as it is. SQLite does it in one transaction: whatever interrupts it, the log is
  /// the old one or the new one. Meanwhile the disk must hold it twice.
  ///
  /// - Throws: ``LogError``; the log is as it was then.
  public func compact() throws(LogError) {
    try withoutTransaction { db in
      try db.execute(sql: "VACUUM")
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  /// Writes a compact copy of the log, as it is at this moment; the log itself stays as it is.
  ///
  /// - Parameter copy: Where to write it; nothing is there.
  /// - Throws: ``LogError``; nothing is left of a copy that was not finished.
  public func compact(into copy: String) throws(LogError) {
    let files = FileManager.default
    guard !files.fileExists(atPath: copy) else {
      throw LogError(
        code: .unwritable, message: "something is there already; name another file", path: copy)
    }
    let unfinished = copy + ".unfinished"
    do {
      try? files.removeItem(atPath: unfinished)
      try withoutTransaction { db in
        try db.execute(
          sql: "VACUUM INTO ?",
          arguments: [unfinished.hasPrefix("/") ? unfinished : "./" + unfinished])
      }
      try files.moveItem(atPath: unfinished, toPath: copy)
    } catch {
      try? files.removeItem(atPath: unfinished)
      throw LogError(error, path: copy)
    }
  }

  /// How many bytes the log takes on the disk, its write-ahead log included.
  public var byteCount: Int {
    ["", "-wal"].reduce(0) { sum, ending in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + ending)
      return sum + (attributes?[.size] as? Int ?? 0)
    }
  }
}
