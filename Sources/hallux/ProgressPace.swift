/// How fast a run gets on, from what was seen in this run: the rate of requests, and the time left for the phase.
struct ProgressPace {
  /// How far a phase is at some moment.
  struct Mark {
    /// How many of its things are done.
    var done: Int
    /// How many there are.
    var total: Int
    /// The requests that the run has sent.
    var requests: Int
  }

  /// Of things that are worked on together, how many: each counts as half done.
  let together: Int
  /// How far the phase was when it began.
  let start: Mark

  /// The time after which a rate says something.
  private static let shortest = Duration.seconds(1)

  /// Requests per second since the phase began; nil before there is a meaningful one.
  func requestsPerSecond(at mark: Mark, after time: Duration) -> Double? {
    let sent = mark.requests - start.requests
    guard time >= Self.shortest, sent > 0 else { return nil }
    return Double(sent) / (time / .seconds(1))
  }

  /// The time left for the phase, if the rest takes as long as what was done; nil before something was.
  func timeLeft(at mark: Mark, after time: Duration) -> Duration? {
    let finished = mark.done - start.done
    let left = mark.total - mark.done
    guard finished > 0, left > 0 else { return nil }
    let halfDone = Double(min(together, left)) / 2
    return time * ((Double(left) - halfDone) / (Double(finished) + halfDone))
  }
}
