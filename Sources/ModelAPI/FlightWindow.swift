/// How many requests one server is given at a time: more while that brings more replies, half as many when it
/// is overloaded.
///
/// The width climbs by half at a time. A step is kept when the replies per second rise by at least a third of
/// what it added; else it is taken back, and tried again only after a while. An overloaded server (429, 503, a
/// time-out) halves the width at once, and so does one that has become three times as slow as it was: by
/// Little's law the width divided by the latency is the rate, so that one number tells both.
///
/// A value without a clock: the time is passed in, as the time since some fixed start.
public struct FlightWindow: Sendable, Hashable {
  /// How a request ended, as far as the server's load is concerned.
  public enum Outcome: Sendable, Hashable {
    /// A reply came, whatever it says.
    case answered
    /// The server said that it has too much to do, or took too long.
    case overloaded
    /// The server could not be asked: that says nothing about its load.
    case lost
  }

  private enum Phase: Hashable {
    /// The rate at the present width is measured.
    case measuring
    /// The width was raised: from which, and the rate there.
    case climbing(from: Int, perSecond: Double)
    /// No step is tried for so many spans.
    case holding(spans: Int)
  }

  /// The requests that the server is to have at once, at least 1 and at most ``limit``.
  public private(set) var width: Int
  /// The largest width.
  public let limit: Int
  /// Whether the width stays as it is.
  public let isFixed: Bool

  private var phase = Phase.measuring
  private var spanStart: Duration?
  private var answeredInSpan = 0
  private var lastNarrowing: Duration?
  /// The best rate seen since the last narrowing, at any width.
  private var bestPerSecond = 0.0

  /// How many replies for each place a rate is measured over: servers that compute in batches answer in bursts,
  /// and of few bursts the first or the last counts too much.
  private static let repliesPerPlace = 8
  /// The fewest replies that a rate is measured over.
  private static let leastSpan = 16
  /// How many spans a width is kept after a step that brought nothing.
  private static let patience = 10
  /// How many times as slow a server must have become to be taken for overloaded.
  private static let slowdown = 3.0

  /// Makes a window.
  ///
  /// - Parameters:
  ///   - start: The width to begin with; at most `limit`, at least 1.
  ///   - limit: The largest width, at least 1.
  ///   - isFixed: Whether the width is to stay as it is, whatever happens.
  public init(start: Int, limit: Int, isFixed: Bool = false) {
    precondition(
      (1...max(1, limit)).contains(start), "a window cannot start with \(start) of \(limit)")
    width = start
    self.limit = limit
    self.isFixed = isFixed
  }

  /// Takes note of a request that ended.
  ///
  /// - Parameters:
  ///   - outcome: How it ended.
  ///   - sent: When it was sent.
  ///   - now: When it ended, not before `sent`.
  ///   - isFull: Whether the server had as many requests as the width allows, up to this end. A server that is
  ///     given less than it could take shows nothing about what it could take.
  public mutating func note(_ outcome: Outcome, sent: Duration, now: Duration, isFull: Bool) {
    guard !isFixed else { return }
    switch outcome {
    case .lost:
      restartSpan()
    case .overloaded:
      // What was under way when the width was halved is the same overload.
      if let lastNarrowing, sent < lastNarrowing { return }
      narrow(at: now)
    case .answered:
      guard isFull else { return restartSpan() }
      guard let start = spanStart else {
        spanStart = now
        answeredInSpan = 0
        return
      }
      answeredInSpan += 1
      guard answeredInSpan >= max(Self.leastSpan, Self.repliesPerPlace * width), now > start else {
        return
      }
      endSpan(perSecond: Double(answeredInSpan) / ((now - start) / .seconds(1)), at: now)
    }
  }

  private mutating func endSpan(perSecond: Double, at now: Duration) {
    restartSpan()
    if perSecond * Self.slowdown < bestPerSecond { return narrow(at: now) }
    switch phase {
    case .measuring:
      widen(from: perSecond)
    case .climbing(let from, let before):
      let added = Double(width) / Double(from) - 1
      if perSecond >= before * (1 + added / 3) {
        widen(from: perSecond)
      } else {
        width = from
        phase = .holding(spans: Self.patience)
      }
    case .holding(let spans):
      phase = spans > 1 ? .holding(spans: spans - 1) : .measuring
    }
    bestPerSecond = max(bestPerSecond, perSecond)
  }

  private mutating func widen(from perSecond: Double) {
    guard width < limit else {
      phase = .holding(spans: Self.patience)
      return
    }
    phase = .climbing(from: width, perSecond: perSecond)
    width = min(limit, width + max(1, width / 2))
  }

  private mutating func narrow(at now: Duration) {
    width = max(1, width / 2)
    phase = .holding(spans: Self.patience)
    lastNarrowing = now
    bestPerSecond = 0
    restartSpan()
  }

  private mutating func restartSpan() {
    spanStart = nil
    answeredInSpan = 0
  }
}
