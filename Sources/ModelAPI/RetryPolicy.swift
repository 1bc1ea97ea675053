/// When to ask a server again after a failure, and when to give up.
///
/// Every request is idempotent, so asking again is always safe; the rules only spare the server. A
/// connection that was reset is tried again at once the first time (servers close idle
/// connections); 429, 502, 503, 504, a refused connection and a time-out after a jittered, doubling
/// wait; 500 the same way, twice at most; everything else never.
public struct RetryPolicy: Sendable, Hashable {
  /// One failed attempt.
  public enum Failure: Sendable, Hashable {
    /// The server answered with an HTTP status other than 200, perhaps saying when to come back.
    case status(Int, retryAfter: Duration?)
    /// Nothing listened at the address.
    case refused
    /// The connection broke before the whole reply had come.
    case reset
    /// No reply came in time.
    case timedOut
    /// The address cannot be reached as it is: unknown name, failed TLS, wrong proxy.
    case unreachable
  }

  /// What to do next.
  public enum Decision: Sendable, Hashable {
    /// Ask again after this time.
    case retry(after: Duration)
    /// Asking again would not help, or was tried often enough.
    case giveUp
  }

  /// The shortest wait between two attempts.
  public var shortestDelay: Duration
  /// The longest wait between two attempts, unless the server asks for a longer one.
  public var longestDelay: Duration
  /// The most attempts after the first.
  public var maxRetries: Int

  /// The most times that status 500 is tried again.
  static let maxInternalErrorRetries = 2
  /// The longest wait that a server may ask for; one that asks for more is given up.
  public static let longestRetryAfter = Duration.seconds(600)

  /// Makes a policy.
  public init(shortestDelay: Duration, longestDelay: Duration, maxRetries: Int) {
    precondition(
      shortestDelay > .zero && longestDelay >= shortestDelay && maxRetries >= 0,
      "a retry policy cannot wait \(shortestDelay) to \(longestDelay), \(maxRetries) times")
    self.shortestDelay = shortestDelay
    self.longestDelay = longestDelay
    self.maxRetries = maxRetries
  }

  /// For a server that others use too: 0.25 s to 30 s, eight times, in all about a minute and a
  /// half.
  public static let standard = RetryPolicy(
    shortestDelay: .milliseconds(250), longestDelay: .seconds(30), maxRetries: 8)

  /// For questions whose failure a person waits for, and for a server of one's own: about two
  /// seconds.
  public static let brief = RetryPolicy(
    shortestDelay: .milliseconds(250), longestDelay: .seconds(1), maxRetries: 3)

  /// For a first look, where a failure is more likely a mistake in the address than the server's.
  public static let never = RetryPolicy(
    shortestDelay: .milliseconds(250), longestDelay: .milliseconds(250), maxRetries: 0)

  /// Decides after a failed attempt.
  ///
  /// - Parameters:
  ///   - failures: All failed attempts of the request in order, the latest last; not empty.
  ///   - generator: The source of the jitter.
  /// - Returns: Whether to try again, and when.
  public func decision(
    after failures: [Failure], using generator: inout some RandomNumberGenerator
  ) -> Decision {
    guard let latest = failures.last, failures.count <= maxRetries else { return .giveUp }
    switch latest {
    case .reset where failures.count(where: { $0 == .reset }) == 1:
      return .retry(after: .zero)
    case .status(500, _):
      guard failures.count(where: \.isInternalError) <= Self.maxInternalErrorRetries else {
        return .giveUp
      }
      return .retry(after: delay(afterFailures: failures.count, using: &generator))
    case .status(let status, let retryAfter):
      guard [429, 502, 503, 504].contains(status) else { return .giveUp }
      let asked = retryAfter ?? .zero
      guard asked <= Self.longestRetryAfter else { return .giveUp }
      return .retry(after: max(asked, delay(afterFailures: failures.count, using: &generator)))
    case .refused, .reset, .timedOut:
      return .retry(after: delay(afterFailures: failures.count, using: &generator))
    case .unreachable:
      return .giveUp
    }
  }

  /// A random wait between one and two times the shortest, doubled for every earlier failure.
  private func delay(
    afterFailures count: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let doublings = Double(UInt64(1) << UInt64(min(count - 1, 40)))
    let jitter = Double.random(in: 1..<2, using: &generator)
    return min(longestDelay, shortestDelay * (doublings * jitter))
  }
}

extension RetryPolicy.Failure {
  fileprivate var isInternalError: Bool {
    if case .status(500, _) = self { true } else { false }
  }
}
