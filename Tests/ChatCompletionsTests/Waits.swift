import Synchronization

@testable import ChatCompletions

/// Waits that take no time, and a clock that goes by them alone.
final class Waits: Sendable {
  private let list = Mutex<[Duration]>([])

  /// What was waited for, in order.
  var all: [Duration] { list.withLock { $0 } }

  /// A clock that notes the waits here.
  var clock: RequestClock {
    RequestClock(
      now: { self.all.reduce(.zero, +) },
      sleep: { delay in self.list.withLock { $0.append(delay) } })
  }
}

extension RequestClock {
  /// A clock by which no wait takes time.
  static var instant: RequestClock { Waits().clock }
}
