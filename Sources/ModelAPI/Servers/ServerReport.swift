/// What was found out about a server by asking it.
public struct ServerReport: Sendable, Hashable, Codable {
  /// One check and what it found.
  public struct Entry: Sendable, Hashable, Codable {
    /// The check's name, in a few words.
    public var name: String
    /// What is asked of the server, in one sentence.
    public var asks: String
    /// What was found.
    public var result: CheckResult

    /// Makes an entry.
    public init(name: String, asks: String, result: CheckResult) {
      self.name = name
      self.asks = asks
      self.result = result
    }
  }

  /// The version of this form; it changes when a program that reads the form would break.
  public var schemaVersion = 1
  /// The model's name on the server, or nil when none was found.
  public var model: String?
  /// Why the server cannot be audited, in one line; nil when it can.
  public var refusal: String?
  /// The name of the check that refused it; nil when it can be audited.
  public var refusedBy: String?
  /// The number of requests that were sent.
  public var requestCount = 0
  /// What scoring can rely on.
  public var capabilities = ServerCapabilities()
  /// The checks in the order in which they were made.
  public var checks: [Entry] = []

  /// Nothing asked yet.
  public init() {}

  /// Whether the server can be audited at all: it sees pictures, and the first token's probabilities are exact or
  /// bounded.
  public var isAuditable: Bool { refusal == nil }
  /// The checks that failed.
  public var failures: [Entry] { checks.filter { $0.result.outcome == .failed } }
  /// The checks that could not be made, or whose replies decide nothing.
  public var undecided: [Entry] { checks.filter { $0.result.outcome == .couldNotTell } }
  /// How many checks passed.
  public var passedCount: Int { checks.count { $0.result.outcome == .passed } }
}
