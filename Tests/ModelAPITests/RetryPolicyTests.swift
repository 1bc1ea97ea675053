import ModelAPI
import Testing

@testable import TestKit

@Suite struct RetryPolicyTests {
  private func decision(_ failures: [RetryPolicy.Failure], seed: UInt64 = 1)
    -> RetryPolicy.Decision
  {
    var generator = SeededGenerator(seed: seed)
    return RetryPolicy.standard.decision(after: failures, using: &generator)
  }

  @Test(
    "a request that is wrong is never sent again",
    arguments: [300, 400, 401, 403, 404, 405, 413, 422, 501])
  func neverAgain(status: Int) {
    #expect(decision([.status(status, retryAfter: .seconds(1))]) == .giveUp)
  }

  @Test(
    "an overloaded server, a refused connection and a time-out are tried again after a wait",
    arguments: [
      RetryPolicy.Failure.status(429, retryAfter: nil), .status(502, retryAfter: nil),
      .status(503, retryAfter: nil), .status(504, retryAfter: nil), .refused, .timedOut,
    ], 1...50 as ClosedRange<UInt64>)
  func waits(failure: RetryPolicy.Failure, seed: UInt64) throws {
    for count in 1...8 {
      let failures = Array(repeating: failure, count: count)
      guard case .retry(let delay) = decision(failures, seed: seed) else {
        Issue.record("gave up after \(count) failures")
        return
      }
      let least = min(.seconds(30), .milliseconds(250) * (1 << (count - 1)))
      #expect(delay >= least && delay <= min(.seconds(30), least * 2), "seed \(seed), \(count)")
    }
    #expect(decision(Array(repeating: failure, count: 9), seed: seed) == .giveUp)
  }

  @Test("waits differ between clients, so that they do not come back together")
  func jitter() {
    let decisions = Set((1...20).map { decision([.refused], seed: $0) })
    #expect(decisions.count == 20)
  }

  @Test("a broken connection is tried again at once, then with waits")
  func reset() {
    #expect(decision([.reset]) == .retry(after: .zero))
    #expect(decision([.status(503, retryAfter: nil), .reset]) == .retry(after: .zero))
    #expect(decision([.reset, .reset]) != .retry(after: .zero))
  }

  @Test("status 500 is tried again twice at most, whatever else failed")
  func internalError() {
    let error = RetryPolicy.Failure.status(500, retryAfter: nil)
    #expect(decision([error]) != .giveUp)
    #expect(decision([.refused, .refused, error, error]) != .giveUp)
    #expect(decision([error, error, error]) == .giveUp)
    #expect(decision([error, .refused, error, .reset, error]) == .giveUp)
  }

  @Test("the server's own wish for a wait is honored, unless it is beyond all patience")
  func retryAfter() {
    let asked = RetryPolicy.Failure.status(429, retryAfter: .seconds(42))
    #expect(decision([asked]) == .retry(after: .seconds(42)))
    #expect(decision([.status(503, retryAfter: .seconds(601))]) == .giveUp)
    guard case .retry(let delay) = decision([.status(503, retryAfter: .milliseconds(1))]) else {
      Issue.record("gave up")
      return
    }
    #expect(delay >= .milliseconds(250))
  }

  @Test("an address that cannot work is given up")
  func unreachable() {
    #expect(decision([.unreachable]) == .giveUp)
  }
}
