/// What a run reports while it is at work, for a progress display and for messages.
public enum AuditEvent: Sendable, Hashable {
  /// Probes are being asked: how many are answered, of how many, what was found so far, and the requests that this
  /// run has sent.
  case asking(answered: Int, total: Int, findings: Int, requests: Int)
  /// Findings are being explained: how many are done, of how many, the evaluations of this run, and the requests
  /// that it has sent.
  case explaining(explained: Int, total: Int, evaluations: Int, requests: Int)
  /// Something could not be done and the run goes on: one line for a person.
  case problem(String)
}

/// What a run came to.
public struct AuditResult: Sendable, Hashable {
  /// The audit's number in the log.
  public var auditID: Int64
  /// Whether the run was told to stop before it was done; the same command resumes.
  public var wasInterrupted: Bool
  /// How many probes could not be asked because of their input (a missing or broken image).
  public var inputProblems: Int
  /// How many probes the server would not answer usefully, and findings that could not be explained.
  public var failures: Int
  /// How many requests this run sent.
  public var requestsSent: Int
}
