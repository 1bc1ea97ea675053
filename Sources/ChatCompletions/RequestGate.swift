import Synchronization

/// Lets a fixed number of requests through at a time; the others wait in the order in which they
/// came.
final class RequestGate: Sendable {
  fileprivate struct State {
    var free: Int
    var lastNumber: UInt64 = 0
    /// Who waits, in order; those who gave up are no longer in `waiting` and are passed over.
    var queue: [UInt64] = []
    var queueStart = 0
    var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
  }

  private let state: Mutex<State>

  /// Makes a gate.
  init(width: Int) {
    precondition(width > 0, "a gate of width \(width) lets nobody through")
    state = Mutex(State(free: width))
  }

  /// Waits for a place.
  ///
  /// - Returns: Whether there is one; false when the task was cancelled while it waited.
  func enter() async -> Bool {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A cancellation is either seen here, under the lock, or finds the continuation in
        // `waiting`.
        let answer: Bool? = state.withLock { state in
          if Task.isCancelled { return false }
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting[number] = continuation
          state.queue.append(number)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: false)
    }
  }

  /// Gives the place to whoever has waited longest.
  func leave() {
    let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
      while state.queueStart < state.queue.count {
        let number = state.queue[state.queueStart]
        state.queueStart += 1
        state.dropPassedQueue()
        if let next = state.waiting.removeValue(forKey: number) { return next }
      }
      state.free += 1
      return nil
    }
    next?.resume(returning: true)
  }
}

extension RequestGate.State {
  /// Frees the part of the queue that has been passed, now and then, so that leaving stays cheap.
  fileprivate mutating func dropPassedQueue() {
    guard queueStart > 1024, queueStart * 2 > queue.count else { return }
    queue.removeFirst(queueStart)
    queueStart = 0
  }
}
