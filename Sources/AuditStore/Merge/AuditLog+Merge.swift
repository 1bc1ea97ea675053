import Foundation
import GRDB

extension AuditLog {
  /// Takes the rows of another log into this one, by content: in one transaction, all of them or none.
  ///
  /// Rows that this log holds are not written again, so a log may be merged twice, and once more when it has
  /// grown. Its events are kept as they stand there, and its head is recorded as an event of this log.
  ///
  /// - Parameters:
  ///   - other: The log, which is verified first and is only read.
  ///   - name: What its file is called, for people.
  ///   - keepsAnswers: Whether, of two different answers to one request, the one that this log holds counts;
  ///     else such a log is refused.
  /// - Returns: What was taken.
  /// - Throws: ``LogError`` with `damaged` when the other log is not as it was recorded, and with `conflict`
  ///   when both hold something different under one key; nothing is taken then.
  public func merge(
    _ other: AuditLog, named name: String, keepingAnswers keepsAnswers: Bool = false
  ) throws(LogError) -> MergeResult {
    try write { target in
      do {
        // One read transaction: what is verified is what is merged.
        return try other.read { source in
          try Self.refuseDamaged(source, other.path)
          var merger = LogMerger(
            target: target, source: source, name: name, keepsAnswers: keepsAnswers)
          return try merger.run()
        }
      } catch let error as LogError where [.conflict, .full].contains(error.code) {
        // It happened while this log was written to, and the path to name is its own.
        throw Refusal(code: error.code, message: error.message)
      }
    }
  }

  private static func refuseDamaged(_ db: Database, _ path: String) throws {
    let first = FirstProblem()
    var verifier = LogVerifier(db: db, anchor: nil) { first.take($0) }
    let result = verifier.run()
    guard let problem = first.problem else { return }
    throw LogError(
      code: .damaged,
      message: "it is not as it was recorded, and nothing of it was merged: \(problem.message)"
        + (result.problemCount > 1 ? ", and \(result.problemCount - 1) more problems" : "")
        + "; hallux log verify tells all",
      path: path)
  }

  /// The first problem that was found.
  private final class FirstProblem {
    private(set) var problem: LogProblem?
    func take(_ next: LogProblem) { problem = problem ?? next }
  }
}

extension AuditLog {
  /// Opens a log that is to be merged into another: it stays as it is, also one of an older schema.
  ///
  /// - Throws: ``LogError`` when the file is missing, is no log, is damaged or comes from a newer version.
  public static func openForMerging(at path: String) throws(LogError) -> AuditLog {
    do { return try openUntouched(path) } catch { throw LogError(error, path: path) }
  }

  /// When its first event was appended, by the clock of that machine; nil when nothing was recorded yet.
  public func beganAt() throws(LogError) -> String? {
    try read { db in try String.fetchOne(db, sql: "SELECT at FROM event ORDER BY number LIMIT 1") }
  }
}
