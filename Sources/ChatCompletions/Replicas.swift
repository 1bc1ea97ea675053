import ModelAPI

/// Several servers of one model, and who of them is asked next.
///
/// The least busy one is. One that does not answer is set aside, and tried again after a while with a single
/// request; who has nobody else to ask asks it all the same. A value without a clock: the time is passed in, as
/// the time since some fixed start.
struct Replicas: Sendable {
  /// How a request to a server ended, as far as others have to know.
  enum Ending: Sendable, Hashable {
    /// A reply came that the server stands by, whatever it says.
    case answered
    /// The server has too much to do: ask it less; perhaps not before some time has passed.
    case overloaded(retryAfter: Duration?)
    /// The server cannot be asked: ask others.
    case gone
    /// The connection broke, which idle ones do now and then.
    case reset
    /// The one who asked no longer wants to know.
    case cancelled
  }

  /// A server to ask.
  struct Place: Sendable, Hashable {
    /// Which one.
    var index: Int
    /// When it was given out.
    var taken: Duration
    /// Until when the server wants to be left alone.
    var notBefore: Duration
    /// Whether the server was away, so that another model may have come back in its place.
    var isReturning: Bool
  }

  private struct Replica {
    var window: FlightWindow
    var inFlight = 0
    /// Set while it is set aside: how often it failed in a row, when last, and when it is tried again.
    var aside: Aside?
    var wasReset = false
    var isReturning = false
  }

  private struct Aside {
    var failureCount: Int
    var since: Duration
    var until: Duration
    /// Whether the server itself named the time.
    var isAsked: Bool
  }

  private var replicas: [Replica]

  /// The longest time between two trials of a server that does not answer.
  private static let longestAside = Duration.seconds(30)
  private static let shortestAside = Duration.milliseconds(500)

  init(count: Int, window: FlightWindow) {
    precondition(count > 0, "a model without a server cannot be asked")
    replicas = Array(repeating: Replica(window: window), count: count)
  }

  /// Which servers are set aside.
  var aside: [Int] { replicas.indices.filter { replicas[$0].aside != nil } }

  /// The first server that is not set aside, or nil.
  var answering: Int? { replicas.indices.first { replicas[$0].aside == nil } }

  /// Gives out the server to ask, or nil when each has as many requests as it should.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - avoided: The server that has just failed at the same request: any other is asked rather.
  /// - Returns: The server, with what its asker must know.
  mutating func take(at now: Duration, avoiding avoided: Int? = nil) -> Place? {
    let index =
      due(at: now) ?? leastBusy { $0 != avoided } ?? leastBusy { _ in true } ?? lastResort
    guard let index else { return nil }
    replicas[index].inFlight += 1
    let replica = replicas[index]
    return Place(
      index: index, taken: now,
      notBefore: replica.aside.flatMap { $0.isAsked ? $0.until : nil } ?? now,
      isReturning: replica.isReturning)
  }

  /// Takes back a server that was asked.
  ///
  /// - Returns: Whether it has just been set aside (true) or come back (false); nil when nothing changed.
  mutating func giveBack(_ place: Place, _ ending: Ending, at now: Duration) -> Bool? {
    var replica = replicas[place.index]
    defer { replicas[place.index] = replica }
    let isFull = replica.inFlight >= replica.window.width
    replica.inFlight -= 1
    replica.window.note(
      ending.outcome, sent: max(place.taken, place.notBefore), now: now, isFull: isFull)
    switch ending {
    case .answered:
      let wasAside = replica.aside != nil
      (replica.aside, replica.wasReset, replica.isReturning) = (nil, false, false)
      return wasAside ? false : nil
    case .cancelled:
      return nil
    case .reset where !replica.wasReset:
      replica.wasReset = true
      return nil
    case .reset, .gone:
      replica.isReturning = true
      return setAside(&replica, place, asked: nil, at: now)
    case .overloaded(let retryAfter):
      return setAside(&replica, place, asked: retryAfter, at: now)
    }
  }

  /// Sets a server aside that nobody has asked yet.
  mutating func setAside(_ index: Int, at now: Duration) {
    replicas[index].isReturning = true
    replicas[index].aside = Aside(
      failureCount: 1, since: now, until: now + Self.shortestAside, isAsked: false)
  }

  /// Whether somebody else can be asked who is not set aside.
  func hasOther(than place: Place) -> Bool {
    replicas.indices.contains { $0 != place.index && replicas[$0].aside == nil }
  }

  private func setAside(
    _ replica: inout Replica, _ place: Place, asked: Duration?, at now: Duration
  ) -> Bool? {
    let earlier = replica.aside
    // What was under way when it was set aside is the same failure.
    if let earlier, place.taken < earlier.since, asked == nil { return nil }
    let count = (earlier?.failureCount ?? 0) + 1
    let pause = min(Self.longestAside, Self.shortestAside * (1 << min(count - 1, 10)))
    replica.aside = Aside(
      failureCount: count, since: now, until: now + max(asked ?? .zero, pause),
      isAsked: asked != nil)
    return earlier == nil ? true : nil
  }

  /// A server that is set aside and is to be tried again, by one request.
  private func due(at now: Duration) -> Int? {
    replicas.indices.first { index in
      guard let aside = replicas[index].aside else { return false }
      return aside.until <= now && replicas[index].inFlight == 0
    }
  }

  /// The server with the fewest requests among those that answer, have room and are meant.
  private func leastBusy(where isMeant: (Int) -> Bool) -> Int? {
    replicas.indices
      .filter { index in
        let replica = replicas[index]
        return replica.aside == nil && replica.inFlight < replica.window.width && isMeant(index)
      }
      .min { (replicas[$0].inFlight, $0) < (replicas[$1].inFlight, $1) }
  }

  /// Where all are set aside, the one that is to be tried first.
  private var lastResort: Int? {
    guard replicas.allSatisfy({ $0.aside != nil }) else { return nil }
    return replicas.indices
      .filter { replicas[$0].inFlight < replicas[$0].window.width }
      .min { first, second in
        let untils = [first, second].map { replicas[$0].aside?.until ?? .zero }
        return (untils[0], first) < (untils[1], second)
      }
  }
}

extension Replicas.Ending {
  fileprivate var outcome: FlightWindow.Outcome {
    switch self {
    case .answered: .answered
    case .overloaded: .overloaded
    case .gone, .reset, .cancelled: .lost
    }
  }
}
