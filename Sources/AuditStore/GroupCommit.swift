import GRDB
import Synchronization

/// Writes that wait for the log's one connection together, and go into one transaction.
///
/// While a transaction runs, what else is to be recorded gathers; when it is done, all of that is the next
/// one. So a transaction costs the same for one evaluation as for all that came in meanwhile, nothing waits for
/// company, and everybody is told only when the transaction that holds his rows has been committed.
final class GroupCommit: Sendable {
  /// Records something in the transaction that runs; what it chains goes into ``RecordedRows``.
  ///
  /// It may run twice, and must leave nothing but what the transaction takes back.
  typealias Work = @Sendable (Database, inout RecordedRows) throws -> Void

  private struct Pending {
    var work: Work
    var finish: @Sendable (Result<Void, any Error>) -> Void
  }

  private struct State {
    var pending: [Pending] = []
    var isRunning = false
  }

  /// The most writes of a transaction: those behind them need not wait for ever more.
  private static let size = 1_024

  private let database: DatabaseQueue
  private let state = Mutex(State())

  init(_ database: DatabaseQueue) { self.database = database }

  /// Records something with the next transaction.
  ///
  /// - Parameters:
  ///   - work: What is to be recorded.
  ///   - finish: Told, on the connection's queue, that it is in the log, or why it is not.
  func add(_ work: @escaping Work, finish: @escaping @Sendable (Result<Void, any Error>) -> Void) {
    let isFirst = state.withLock { state in
      state.pending.append(Pending(work: work, finish: finish))
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if isFirst { runNext() }
  }

  /// Takes its place behind what else the connection has to do, and then commits what has gathered.
  private func runNext() {
    database.asyncWriteWithoutTransaction { [self] db in
      Self.commit(next(), in: db)
      let isDone = state.withLock { state in
        state.isRunning = !state.pending.isEmpty
        return state.pending.isEmpty
      }
      if !isDone { runNext() }
    }
  }

  /// What has gathered.
  private func next() -> [Pending] {
    state.withLock { state in
      let group = Array(state.pending.prefix(Self.size))
      state.pending.removeFirst(group.count)
      return group
    }
  }

  /// Commits a group, and where that fails each of it alone: one's failure is nobody else's.
  private static func commit(_ group: [Pending], in db: Database) {
    let result = Result { try write(group, in: db) }
    if case .failure = result, group.count > 1 {
      for one in group { commit([one], in: db) }
    } else {
      for one in group { one.finish(result) }
    }
  }

  private static func write(_ group: [Pending], in db: Database) throws {
    try db.inTransaction {
      var recorded = RecordedRows()
      for one in group { try one.work(db, &recorded) }
      try recorded.chain(in: db)
      return .commit
    }
  }
}

/// The rows that a transaction has inserted and not chained yet: those of a table become one event.
struct RecordedRows {
  private var tables: [String] = []
  private var keys: [String: [RowKey]] = [:]

  /// Notes rows that were just inserted.
  mutating func add(_ table: String, _ added: [RowKey]) {
    guard !added.isEmpty else { return }
    if keys[table] == nil { tables.append(table) }
    keys[table, default: []] += added
  }

  /// Chains them, an event a table, in the order in which the tables first came.
  func chain(in db: Database) throws {
    for table in tables { try db.chain(recorded: table, keys[table] ?? []) }
  }
}
