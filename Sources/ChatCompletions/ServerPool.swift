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
    var waiting: [UInt64: CheckedContinuation<Replicas.Place?, Never>] = [:]
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
  /// - Returns: The server, or nil when the task was cancelled while it waited.
  func take() async -> Replicas.Place? {
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
          if state.waiting.isEmpty, let place = state.replicas.take(at: now()) { return place }
          state.waiting[number] = continuation
          state.queue.append(number)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: nil)
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
      while !state.waiting.isEmpty, let place = state.replicas.take(at: now()) {
        guard let next = state.nextWaiting() else { break }
        served.append((next, place))
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

  /// Whether another server than this one can be asked.
  func hasOther(than place: Replicas.Place) -> Bool {
    state.withLock { $0.replicas.hasOther(than: place) }
  }

  /// The widths of the servers' windows, for tests and measurements.
  var widths: [Int] { state.withLock { $0.replicas.widths } }
}

extension ServerPool.State {
  /// The one who has waited longest, of those who still wait.
  fileprivate mutating func nextWaiting() -> CheckedContinuation<Replicas.Place?, Never>? {
    while queueStart < queue.count {
      let number = queue[queueStart]
      queueStart += 1
      dropPassedQueue()
      if let next = waiting.removeValue(forKey: number) { return next }
    }
    return nil
  }

  /// Frees the part of the queue that has been passed, now and then, so that leaving stays cheap.
  private mutating func dropPassedQueue() {
    guard queueStart > 1024, queueStart * 2 > queue.count else { return }
    queue.removeFirst(queueStart)
    queueStart = 0
  }
}
