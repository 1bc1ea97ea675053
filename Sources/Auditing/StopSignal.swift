import Synchronization

/// A request to stop that lets work in flight finish; shared by the run and the signal handler.
///
/// The run asks before it starts anything new. What is already in flight is waited for and recorded.
public final class StopSignal: Sendable {
  private let requested = Mutex(false)

  /// Makes a signal that has not been given.
  public init() {}

  /// Whether a stop was requested.
  public var isRequested: Bool { requested.withLock { $0 } }

  /// Asks the run to start nothing new.
  public func request() { requested.withLock { $0 = true } }

  /// Throws ``Interrupted`` once a stop was requested.
  func check() throws {
    if isRequested { throw Interrupted() }
  }
}

/// The run was asked to stop before it was done; everything answered so far is in the log.
public struct Interrupted: Error, Sendable {
  /// Makes the error.
  public init() {}
}
