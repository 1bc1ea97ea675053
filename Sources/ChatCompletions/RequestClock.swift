/// The time that requests and the waits between them go by; a test passes one that does not wait.
struct RequestClock: Sendable {
  /// The time since some fixed start.
  var now: @Sendable () -> Duration
  /// Waits; throws when the task is cancelled.
  var sleep: @Sendable (Duration) async throws -> Void

  /// The time of the machine since this was made.
  static var real: RequestClock {
    let start = ContinuousClock.now
    return RequestClock(
      now: { ContinuousClock.now - start }, sleep: { try await Task.sleep(for: $0) })
  }
}
