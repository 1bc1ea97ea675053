import Attribution
import Foundation
import GRDB
import Probing
import Synchronization
import Testing

@testable import AuditStore

@Suite("Evaluations that many tasks record at once")
struct GroupCommitTests {
  @Test("are all in the log, each when its task goes on, and the log is intact")
  func many() async throws {
    try await withTemporaryLog { path in
      let log = try AuditLog.open(at: path, access: .readWrite)
      let target = try SampleAudit(in: log).target
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<32 {
          group.addTask {
            for number in 0..<8 {
              let set = Sample.set(number % 3, (number + task) % 3)
              let own = Evaluation(
                probabilities: [Double(task) / 64, Double(number) / 8], margin: Double(task))
              let counting = try await log.record(
                evaluations: [(set, own)], target: target, at: Sample.time)
              // Seen by somebody else, too: it is committed.
              let other = try AuditLog.open(at: path, access: .readOnly)
              let seen = try other.evaluations(ofTarget: target)[set]
              #expect(seen == counting.first && seen != nil)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try log.evaluations(ofTarget: target).count == 6)
      #expect(try log.verify { _ in }.isIntact)
    }
  }

  /// The database of a log in memory.
  private static func emptyLog() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { EventClock.install({ Sample.time }, in: $0) }
    let database = try DatabaseQueue(configuration: configuration)
    try Schema.migrator.migrate(database)
    return database
  }

  @Test("are one transaction and one event when they came in meanwhile")
  func oneEvent() async throws {
    let database = try Self.emptyLog()
    let finished = try await Self.record(["a", "b", "c"], in: database, failing: [])
    #expect(finished.allSatisfy { $0 == nil })
    let events = try await database.read { db in
      try String.fetchAll(db, sql: "SELECT subject || keys FROM event ORDER BY number")
    }
    #expect(events == ["model[[1],[2],[3]]"])
  }

  @Test("are recorded but for the one that cannot be, which alone learns of it")
  func oneFails() async throws {
    let database = try Self.emptyLog()
    let finished = try await Self.record(["a", "b", "c"], in: database, failing: ["b"])
    #expect(finished == [nil, "conflict: b", nil])
    let names = try await database.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM model ORDER BY id")
    }
    #expect(names == ["a", "c"])
    let subjects = try await database.read { db in
      try String.fetchAll(db, sql: "SELECT keys FROM event ORDER BY number")
    }
    #expect(subjects == ["[[1]]", "[[2]]"])
  }

  /// Records models of these names, all of which wait before the first one is; the errors in their order.
  private static func record(
    _ names: [String], in database: DatabaseQueue, failing: Set<String>
  ) async throws -> [String?] {
    let group = GroupCommit(database)
    let isFree = DispatchSemaphore(value: 0)
    database.asyncWriteWithoutTransaction { _ in isFree.wait() }
    let results = AsyncStream<(Int, String?)> { continuation in
      let left = Mutex(names.count)
      for (index, name) in names.enumerated() {
        group.add { db, recorded in
          try db.execute(
            sql: "INSERT INTO model (name, fingerprint) VALUES (?, '')", arguments: [name])
          recorded.add("model", [RowKey(.number(db.lastInsertedRowID))])
          if failing.contains(name) { throw Refusal.conflict(name) }
        } finish: { result in
          var words: String?
          if case .failure(let error) = result {
            words = "\((error as? Refusal)?.code ?? .failed): \(name)"
          }
          continuation.yield((index, words))
          if left.withLock({ left in
            left -= 1; return left
          }) == 0 {
            continuation.finish()
          }
        }
      }
    }
    isFree.signal()
    var errors: [String?] = Array(repeating: "not finished", count: names.count)
    for await (index, error) in results { errors[index] = error }
    return errors
  }
}

@Suite("Things recorded together")
struct RecordedTogetherTests {
  @Test("are all in the log, or none is")
  func allOrNothing() throws {
    struct Stopped: Error {}
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let head = try log.head()
    #expect(throws: Stopped.self) {
      try log.recordTogether {
        try log.setTarget(sample.target, forFinding: sample.finding.id)
        try log.record(explanation: Sample.explanation(finding: sample.finding.id))
        #expect(try log.explanations(ofFinding: sample.finding.id).count == 1)
        throw Stopped()
      }
    }
    #expect(try log.head() == head && log.explanations(ofFinding: sample.finding.id).isEmpty)
    try log.recordTogether {
      try log.setTarget(sample.target, forFinding: sample.finding.id)
      try log.record(explanation: Sample.explanation(finding: sample.finding.id))
    }
    #expect(try log.explanations(ofFinding: sample.finding.id).count == 1)
    #expect(try log.verify { _ in }.isIntact)
  }
}

/// Runs `body` with the path of a log in a folder that is removed afterwards.
func withTemporaryLog(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("hallux-log-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path + "/log.sqlite")
}
