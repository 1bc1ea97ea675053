import ModelAPI
import Synchronization

/// Gives out the servers of one model to those who want to ask, in the order in which they came.
final class ServerPool: Sendable {
  fileprivate struct State {
    var replicas: Replicas
    var lastNumber: UInt64 = 0
    /// Who waits, in order; those who gave up are no longer in `waiting` and are passed over.
    var queue: [UInt64] = []
    var queueStart = 0
    var waiting: [UInt64: Waiting] = [:]
  }

  /// One who waits for a server.
  fileprivate struct Waiting {
    /// The server that is asked only if there is no other.
    var avoided: Int?
    var continuation: CheckedContinuation<Replicas.Place?, Never>
  }

  private let state: Mutex<State>
  private let now: @Sendable () -> Duration

  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - count: How many servers there are.
  ///   - window: How many requests each is given.
  ///   - now: The time since some fixed start.
  init(count: Int, window: FlightWindow, now: @escaping @Sendable () -> Duration) {
    state = Mutex(State(replicas: Replicas(count: count, window: window)))
    self.now = now
  }

  /// Waits for a server.
  ///
  /// - Parameter avoided: The server that has just failed at the same request, or nil.
  /// - Returns: The server, or nil when the task was cancelled while it waited.
  func take(avoiding avoided: Int? = nil) async -> Replicas.Place? {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A cancellation is either seen here, under the lock, or finds the continuation in
        // `waiting`.
        let answer: Replicas.Place?? = state.withLock { state in
          if Task.isCancelled { return .some(nil) }
          if state.waiting.isEmpty,
            let place = state.replicas.take(at: now(), avoiding: avoided)
          {
            return place
          }
          state.waiting[number] = Waiting(avoided: avoided, continuation: continuation)
          state.queue.append(number)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: number) }?.continuation
        .resume(returning: nil)
    }
  }

  /// Takes a server back, and gives what is free to those who have waited longest.
  ///
  /// - Returns: Whether the server has just been set aside (true) or come back (false); nil when nothing
  ///   changed.
  func giveBack(_ place: Replicas.Place, _ ending: Replicas.Ending) -> Bool? {
    var served: [(CheckedContinuation<Replicas.Place?, Never>, Replicas.Place)] = []
    let change = state.withLock { state in
      let change = state.replicas.giveBack(place, ending, at: now())
      while let next = state.next,
        let place = state.replicas.take(at: now(), avoiding: next.avoided)
      {
        state.removeNext()
        served.append((next.continuation, place))
      }
      return change
    }
    for (continuation, place) in served { continuation.resume(returning: place) }
    return change
  }

  /// Sets a server aside that could not be reached when it was first looked at.
  func setAside(_ index: Int) {
    state.withLock { $0.replicas.setAside(index, at: now()) }
  }

  /// A server that is not set aside, or nil.
  var answering: Int? { state.withLock { $0.replicas.answering } }

  /// Whether another server than this one can be asked.
  func hasOther(than place: Replicas.Place) -> Bool {
    state.withLock { $0.replicas.hasOther(than: place) }
  }
}

extension ServerPool.State {
  /// The one who has waited longest, of those who still wait.
  fileprivate var next: ServerPool.Waiting? {
    mutating get {
      while queueStart < queue.count, waiting[queue[queueStart]] == nil { pass() }
      return queueStart < queue.count ? waiting[queue[queueStart]] : nil
    }
  }

  /// Takes the one who has waited longest out.
  fileprivate mutating func removeNext() {
    waiting[queue[queueStart]] = nil
    pass()
  }

  /// Passes over the head of the queue; frees what has been passed now and then, so that this stays cheap.
  private mutating func pass() {
    queueStart += 1
    guard queueStart > 1024, queueStart * 2 > queue.count else { return }
    queue.removeFirst(queueStart)
    queueStart = 0
  }
}
