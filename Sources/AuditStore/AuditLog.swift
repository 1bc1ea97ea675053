public import Foundation
import GRDB
import Synchronization

/// The product's memory: one SQLite file with every audit, its replies, evaluations and findings.
///
/// Replies and evaluations are kept by content, so a second audit of the same thing finds those of the
/// first. Recording is idempotent: what the log already holds is not written again. One process writes at
/// a time; any number read beside it.
///
/// Each method that writes is one transaction, in the file or its write-ahead log when it returns. That
/// outlives the death of the process, `kill -9` included; what a power cut can take back depends on the
/// ``Journal``, and is never a part of a transaction.
public final class AuditLog: Sendable {
  /// What a log is opened for.
  public enum Access: Sendable, Hashable, CaseIterable {
    /// To look only; the file must be there.
    case readOnly
    /// To look and to record; the file and its folder are made when they are not there.
    case readWrite
  }

  /// Where the log is, as it was named; `:memory:` for a log in memory.
  public let path: String
  /// How transactions reach the file; nil for a log in memory, or one that is only read.
  public let journal: Journal?
  private let database: DatabaseQueue
  private let lock: WriterLock?
  private let group: GroupCommit

  private init(
    path: String, database: DatabaseQueue, lock: WriterLock?, journal: Journal? = nil
  ) {
    self.path = path
    self.database = database
    self.lock = lock
    self.journal = journal
    group = GroupCommit(database)
  }

  /// Opens the log at `path`.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - access: What it is opened for.
  ///   - journal: How transactions reach the file; nil for what the file system can do.
  ///   - clock: The time that events bear.
  /// - Returns: The log.
  /// - Throws: ``LogError`` when the file is missing, is no log, is damaged, comes from a newer version,
  ///   cannot be written, or is being written to by another process.
  public static func open(
    at path: String, access: Access, journal: Journal? = nil,
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(LogError) -> AuditLog {
    try catching(path) {
      switch access {
      case .readOnly: try openForReading(path, journal, clock)
      case .readWrite: try openForWriting(path, journal, clock)
      }
    }
  }

  /// Makes an empty log that lives as long as the object.
  public static func inMemory(
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(LogError) -> AuditLog {
    try catching(":memory:") {
      let database = try DatabaseQueue(configuration: configuration(clock))
      try Schema.migrator.migrate(database)
      return AuditLog(path: ":memory:", database: database, lock: nil)
    }
  }

  /// How every connection is set up.
  private static func configuration(_ clock: @escaping @Sendable () -> Date) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { EventClock.install(clock, in: $0) }
    return configuration
  }

  private static func openForWriting(
    _ path: String, _ journal: Journal?, _ clock: @escaping @Sendable () -> Date
  ) throws -> AuditLog {
    try refuseFolder(path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw LogError(code: .unwritable, message: "its folder cannot be made", path: path)
    }
    let files = FileManager.default
    guard !files.fileExists(atPath: path) || files.isWritableFile(atPath: path) else {
      // SQLite would open it all the same, and fail when the first reply is to be recorded.
      throw LogError(
        code: .unwritable, message: "the file is write-protected; check its permissions", path: path
      )
    }
    let journal = journal ?? Journal.suited(toPath: path)
    let database = try DatabaseQueue(
      path: sqlitePath(path), configuration: journal.prepared(configuration(clock)))
    try refuseForeign(try database.read(Schema.kind), path, allowingEmpty: true)
    let lock = try takeLock(path)
    // Also finds out whether the file can be written and whether another program is writing to it.
    try database.inTransaction(.immediate) { _ in .commit }
    try database.writeWithoutTransaction { db in
      try journal.set(in: db)
      // Keys are digests, so that rows go anywhere: with SQLite's usual 2 MB pages of a long log are written again and
      // again.
      try db.execute(sql: "PRAGMA cache_size = -16384")
    }
    try upgrade(database, path)
    return AuditLog(path: path, database: database, lock: lock, journal: journal)
  }

  private static func openForReading(
    _ path: String, _ journal: Journal?, _ clock: @escaping @Sendable () -> Date
  ) throws -> AuditLog {
    let database = try readOnlyDatabase(path, clock)
    let kind = try database.read(Schema.kind)
    try refuseForeign(kind, path, allowingEmpty: false)
    if case .log(let version) = kind, version < Schema.version {
      try database.close()
      // Brings it up to date; the writer's lock goes with the log that is let go at once.
      _ = try openForWriting(path, journal, clock)
      return try openForReading(path, journal, clock)
    }
    return AuditLog(path: path, database: database, lock: nil)
  }

  /// Opens a log that is to be merged, or looked at, exactly as it is: one of an older schema is brought up to
  /// date in a copy that nobody else sees.
  ///
  /// A log of before the chain has no event: those of its copy bear the time 0, so that they are the same
  /// whenever it is opened.
  static func openUntouched(_ path: String) throws -> AuditLog {
    let clock: @Sendable () -> Date = { Date(timeIntervalSince1970: 0) }
    let database = try readOnlyDatabase(path, clock)
    let kind = try database.read(Schema.kind)
    try refuseForeign(kind, path, allowingEmpty: false)
    guard case .log(let version) = kind, version < Schema.version else {
      return AuditLog(path: path, database: database, lock: nil)
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("hallux-\(UUID().uuidString).sqlite").path
    // Without a name the file is gone with the last who reads it.
    defer { try? FileManager.default.removeItem(atPath: file) }
    let copy = try DatabaseQueue(path: file, configuration: configuration(clock))
    try database.backup(to: copy)
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try Schema.migrator.migrate(copy)
    return AuditLog(path: path, database: copy, lock: nil)
  }

  private static func readOnlyDatabase(
    _ path: String, _ clock: @escaping @Sendable () -> Date
  ) throws -> DatabaseQueue {
    try refuseFolder(path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw LogError.missing(path)
    }
    var configuration = configuration(clock)
    configuration.readonly = true
    // When the write-ahead log is empty nobody is writing, and the file alone is the whole log.
    let writeAhead = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    let isAlone = writeAhead?[.size] as? Int ?? 0 == 0
    let uri = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    if isAlone, Journal.isOutOfPlace(path) {
      return try DatabaseQueue(path: uri, configuration: configuration)
    }
    do {
      return try DatabaseQueue(path: sqlitePath(path), configuration: configuration)
    } catch let error as DatabaseError
      where isAlone && [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      // In a folder that cannot be written SQLite cannot make the write-ahead log's index.
      return try DatabaseQueue(path: uri, configuration: configuration)
    }
  }

  /// Brings an empty file or an older log to the newest schema, in one transaction; an older log is copied
  /// beside itself first.
  private static func upgrade(_ database: DatabaseQueue, _ path: String) throws {
    switch try database.read(Schema.kind) {
    case .log(Schema.version): return
    case .log(let version):
      try keepCopy(of: database, path, at: path + ".schema-\(version)")
    case .empty, .foreign: break
    }
    try Schema.migrator.migrate(database)
  }

  /// Copies a log, unless the copy is there; a copy that was cut short is never taken for one.
  ///
  /// - Throws: ``LogError`` when the copy cannot be written; the log is as it was then.
  private static func keepCopy(
    of database: DatabaseQueue, _ path: String, at copy: String
  ) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: copy) else { return }
    let unfinished = copy + ".unfinished"
    do {
      if files.fileExists(atPath: unfinished) { try files.removeItem(atPath: unfinished) }
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "VACUUM INTO ?", arguments: [sqlitePath(unfinished)])
      }
      try files.moveItem(atPath: unfinished, toPath: copy)
    } catch {
      try? files.removeItem(atPath: unfinished)
      let reason = (error as? DatabaseError)?.resultCode
      throw LogError(
        code: reason == .SQLITE_FULL ? .full : .unwritable,
        message:
          "an older version wrote it, and the copy \(copy) that is kept before it is brought up "
          + "to date cannot be written; make room there and run the same command again",
        path: path)
    }
  }

  /// The path in a form that SQLite takes for a plain file name: not `:memory:`, not a `file:` URI.
  private static func sqlitePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : "./" + path
  }

  private static func refuseFolder(_ path: String) throws(LogError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw LogError(code: .notALog, message: "this is a folder; name a file in it", path: path)
    }
  }

  private static func refuseForeign(
    _ kind: Schema.Kind, _ path: String, allowingEmpty: Bool
  ) throws(LogError) {
    switch kind {
    case .empty where allowingEmpty, .log(1...Schema.version): return
    case .log(let version) where version > Schema.version:
      throw LogError(
        code: .newer,
        message: "a newer Hallux wrote it (schema \(version), this one knows \(Schema.version)); "
          + "use that version",
        path: path)
    case .log:
      throw LogError(code: .damaged, message: "its header names no schema version", path: path)
    case .empty, .foreign: throw LogError.notALog(path)
    }
  }

  private static func takeLock(_ path: String) throws(LogError) -> WriterLock {
    let lock: WriterLock?
    do {
      lock = try WriterLock(logPath: path)
    } catch {
      throw LogError(
        code: .unwritable, message: "its lock file \(path)-lock cannot be made (\(error.words))",
        path: path)
    }
    guard let lock else { throw LogError.locked(path) }
    return lock
  }
}

extension AuditLog {
  /// Moves everything from the write-ahead log into the file itself, which is then the whole log to whoever copies
  /// it.
  ///
  /// Where that cannot be, because somebody reads or the disk is full, all of it stays safe where it is.
  public func settle() {
    try? database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  /// Runs `body` in a read transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws(LogError) -> Value {
    try Self.catching(path) {
      try database.unsafeReentrantRead { db in
        if db.isInsideTransaction { return try body(db) }
        return try db.readOnly {
          var value: Value?
          try db.inTransaction(.deferred) {
            value = try body(db)
            return .commit
          }
          guard let value else { throw Refusal.unknown("read") }
          return value
        }
      }
    }
  }

  /// Runs `body` outside of any transaction: for what SQLite does in one of its own.
  func withoutTransaction<Value>(_ body: (Database) throws -> Value) throws(LogError) -> Value {
    try Self.catching(path) { try database.writeWithoutTransaction(body) }
  }

  /// Runs `body` in a write transaction, rolled back when it throws.
  ///
  /// Inside ``recordTogether(_:)`` it is a part of that transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws(LogError) -> Value {
    try Self.catching(path) {
      try database.unsafeReentrantWrite { db in
        if db.isInsideTransaction { return try body(db) }
        var value: Value?
        try db.inTransaction {
          value = try body(db)
          return .commit
        }
        guard let value else { throw Refusal.unknown("write") }
        return value
      }
    }
  }

  /// Runs `body`, and records all that it records in one transaction: all of it or, when it throws, nothing.
  ///
  /// Many small things are so recorded in a fraction of the time. Whoever catches an error of a method that
  /// records inside must throw one, too: a part of what failed may be in the transaction.
  ///
  /// - Throws: What `body` throws, or ``LogError``.
  package func recordTogether<Value>(_ body: () throws -> Value) throws -> Value {
    var failure: (any Error)?
    do {
      return try write { _ in
        do { return try body() } catch {
          failure = error
          throw error
        }
      }
    } catch { throw failure ?? error }
  }

  /// Hands out elements, and records what is recorded of a thousand in one transaction.
  package func recordTogether<Element>(
    each elements: [Element], _ body: (Element) throws -> Void
  ) throws {
    for start in stride(from: 0, to: elements.count, by: 1_000) {
      try recordTogether {
        for element in elements[start..<min(start + 1_000, elements.count)] { try body(element) }
      }
    }
  }

  /// Runs `body` in a write transaction without blocking the thread of the caller, together with what else waits
  /// to be recorded; returns when that transaction is committed.
  ///
  /// The transaction runs also when the task has been cancelled: what a model has answered is recorded,
  /// and not asked again, although the run is told to stop.
  ///
  /// - Parameter body: Records something; the rows that it notes are chained with those of the others. It may
  ///   run twice, the first time in a transaction that is taken back.
  /// - Returns: What `body` returned.
  /// - Throws: ``LogError`` when it was not recorded; the others are.
  func writeInBackground<Value: Sendable>(
    _ body: @escaping @Sendable (Database, inout RecordedRows) throws -> Value
  ) async throws(LogError) -> Value {
    let path = path
    let result: Result<Value, LogError> = await withCheckedContinuation { continuation in
      let value = Mutex<Value?>(nil)
      group.add { db, recorded in
        let made = try body(db, &recorded)
        value.withLock { $0 = made }
      } finish: { result in
        continuation.resume(
          returning: result.mapError { LogError($0, path: path) }.flatMap {
            guard let made = value.withLock({ $0 }) else {
              return .failure(LogError(Refusal.unknown("write"), path: path))
            }
            return .success(made)
          })
      }
    }
    return try result.get()
  }

  private static func catching<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws(LogError) -> Value {
    do { return try body() } catch { throw LogError(error, path: path) }
  }
}
