import Auditing
import Dispatch
import Foundation
import Glibc

/// Turns Ctrl-C and SIGTERM into an orderly stop: the first lets work in flight finish, the second ends it.
final class Interrupts {
  private let sources: [any DispatchSourceSignal]

  /// Listens until the process ends.
  ///
  /// - Parameters:
  ///   - stop: Given at the first signal.
  ///   - note: Tells the person that the signal was heard.
  ///   - cancel: Called at the second.
  init(
    stop: StopSignal, note: @escaping @Sendable (String) -> Void,
    cancel: @escaping @Sendable () -> Void
  ) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isRequested {
          cancel()
        } else {
          stop.request()
          note("stopping: waiting for what is in flight (again to stop at once)")
        }
      }
      source.activate()
      return source
    }
  }
}
