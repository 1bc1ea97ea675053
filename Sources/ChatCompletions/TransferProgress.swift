/// When a transfer last came forward, and so which part of it has taken too long.
struct TransferProgress {
  private var unsent = Int.max
  private var received: Int?
  /// When one of the two last changed, as far as somebody looked.
  private var lastChange: ContinuousClock.Instant?

  /// Looks at a transfer.
  ///
  /// - Parameters:
  ///   - isConnected: Whether the connection stands; before that libcurl keeps the limit itself.
  ///   - unsent: The bytes of the body that are still to be sent.
  ///   - received: The bytes of the reply's body that came; nil before its first byte: headers may
  ///     come long before the model is done.
  ///   - now: The time.
  ///   - limits: The limits.
  /// - Returns: The part that is over its limit, or nil.
  mutating func overduePhase(
    isConnected: Bool, unsent: Int, received: Int?, at now: ContinuousClock.Instant,
    _ limits: TimeLimits
  ) -> TransferPhase? {
    guard isConnected else { return nil }
    guard let lastChange, unsent == self.unsent, received == self.received else {
      (self.unsent, self.received, self.lastChange) = (unsent, received, now)
      return nil
    }
    let (phase, limit): (TransferPhase, Duration) =
      if received != nil {
        (.receiving, limits.stalling)
      } else if unsent > 0 {
        (.sending, limits.stalling)
      } else {
        (.answering, limits.answering)
      }
    return now - lastChange >= limit ? phase : nil
  }
}
