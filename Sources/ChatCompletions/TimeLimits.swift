/// How long each part of a request may take.
///
/// One limit for all would have to be as long as the slowest answer, and a dead connection would cost as much.
public struct TimeLimits: Sendable, Hashable {
  /// Until the connection stands, name and TLS included.
  public var connecting: Duration
  /// Between two moments of progress, while the request is sent or the reply arrives.
  public var stalling: Duration
  /// From the request's last byte to the reply's first: the time that the model takes.
  public var answering: Duration
  /// The whole request, however steadily it goes on.
  public var whole: Duration

  /// Sets the limits.
  public init(
    connecting: Duration = .seconds(10), stalling: Duration = .seconds(30),
    answering: Duration = .seconds(120), whole: Duration = .seconds(1800)
  ) {
    self.connecting = connecting
    self.stalling = stalling
    self.answering = answering
    self.whole = whole
  }

  /// How often transfers under way must be looked at for a limit to be kept within about a quarter.
  var tick: Duration {
    min(.seconds(1), max(.milliseconds(10), min(stalling, answering) / 4))
  }
}

/// The parts of a request, each with a limit of its own.
enum TransferPhase: Sendable, Hashable {
  case connecting
  case sending
  case answering
  case receiving
  /// Each part kept its limit, all together did not.
  case whole
}
