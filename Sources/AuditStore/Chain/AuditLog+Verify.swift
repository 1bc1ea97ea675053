import GRDB

extension AuditLog {
  /// Verifies the log: its file, its schema, its chain of events, its rows and its images.
  ///
  /// Time grows with the size of the log; memory does not, unless rows without an event must be told apart.
  /// What cannot be read is a problem like any other, and the rest is verified.
  ///
  /// - Parameters:
  ///   - head: A hash that was written down elsewhere, 64 hexadecimal digits; the log must hold its event.
  ///     Without one, nobody can tell that the end of a log was cut off, or that all of it was written anew.
  ///   - found: Takes a problem as it is found.
  /// - Returns: What was verified.
  /// - Throws: ``LogError`` when nothing at all can be read.
  public func verify(
    head: String? = nil, _ found: (LogProblem) -> Void
  ) throws(LogError) -> LogVerification {
    try read { db in
      withoutActuallyEscaping(found) { found in
        var verifier = LogVerifier(db: db, anchor: head, report: found)
        return verifier.run()
      }
    }
  }
}
