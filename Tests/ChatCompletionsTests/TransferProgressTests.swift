import Testing

@testable import ChatCompletions

@Suite struct TransferProgressTests {
  private let limits = TimeLimits(stalling: .seconds(30), answering: .seconds(120))
  private let start = ContinuousClock.now

  /// Looks at a transfer once a second as it goes through its parts, until one is over its limit.
  ///
  /// - Parameter state: What there is to see after so many seconds.
  /// - Returns: The part, and the second.
  private func overdue(
    _ state: (Int) -> (isConnected: Bool, unsent: Int, received: Int?)
  ) -> (phase: TransferPhase, second: Int)? {
    var progress = TransferProgress()
    for second in 0..<10_000 {
      let seen = state(second)
      if let phase = progress.overduePhase(
        isConnected: seen.isConnected, unsent: seen.unsent, received: seen.received,
        at: start + .seconds(second), limits)
      {
        return (phase, second)
      }
    }
    return nil
  }

  @Test("a server that takes no more of the request is given up after the limit for a standstill")
  func sending() throws {
    let end = try #require(overdue { second in (true, max(500, 1000 - 100 * second), nil) })
    #expect(end == (.sending, 35))
  }

  @Test("the model's time counts from the request's last byte")
  func answering() throws {
    let end = try #require(overdue { second in (true, max(0, 1000 - 10 * second), nil) })
    #expect(end == (.answering, 220))
  }

  @Test("a reply that stops in the middle is given up after the limit for a standstill")
  func receiving() throws {
    let end = try #require(overdue { second in (true, 0, second < 50 ? nil : min(9, second - 50)) })
    #expect(end == (.receiving, 89))
  }

  @Test("what goes on steadily is never given up, however slow")
  func steady() {
    #expect(overdue { second in (true, 0, second < 100 ? nil : second / 29) } == nil)
    #expect(overdue { second in (true, 1_000_000 - second / 29, nil) } == nil)
  }

  @Test("before the connection stands nothing is judged here")
  func connecting() {
    #expect(overdue { _ in (false, 1000, nil) } == nil)
  }
}
