import ModelAPI
import Testing

@Suite struct FlightWindowTests {
  /// A server that computes so many requests at once, each in a fixed time, and lets the others wait.
  private struct QueueingServer {
    var slots: Int
    var seconds: Double
    /// Above so many requests at once it answers 503 at once.
    var refusesAbove = Int.max
  }

  /// Plays a client that always has a request to send, until so many have ended.
  ///
  /// - Returns: The widths after each end.
  private func widths(
    _ window: inout FlightWindow, on server: QueueingServer, count: Int, from start: Double = 0
  ) -> [Int] {
    var now = start
    var running: [(ends: Double, sent: Double, isRefused: Bool)] = []
    var slotFree = Array(repeating: start, count: server.slots)
    var widths: [Int] = []
    while widths.count < count {
      while running.count < window.width {
        if running.count >= server.refusesAbove {
          running.append((now + 0.001, now, true))
        } else {
          let slot = slotFree.indices.min { slotFree[$0] < slotFree[$1] } ?? 0
          slotFree[slot] = max(slotFree[slot], now) + server.seconds
          running.append((slotFree[slot], now, false))
        }
      }
      let next = running.indices.min { running[$0].ends < running[$1].ends } ?? 0
      let ended = running.remove(at: next)
      now = max(now, ended.ends)
      window.note(
        ended.isRefused ? .overloaded : .answered, sent: .seconds(ended.sent), now: .seconds(now),
        isFull: running.count + 1 >= window.width)
      widths.append(window.width)
    }
    return widths
  }

  @Test(
    "the width grows to what the server computes at once, and not far beyond",
    arguments: [1, 2, 4, 8, 16, 32, 48])
  func findsTheSlots(slots: Int) {
    var window = FlightWindow(start: 2, limit: 64)
    let settled = widths(&window, on: QueueingServer(slots: slots, seconds: 0.1), count: 6000)
      .suffix(2000)
    let mean = Double(settled.reduce(0, +)) / Double(settled.count)
    #expect(mean >= Double(min(slots, 64)) * 0.9, "mean width \(mean)")
    #expect(mean <= Double(slots) * 1.8 + 2, "mean width \(mean)")
  }

  @Test("the width never leaves 1 ... limit")
  func bounds() {
    for limit in [1, 3, 64] {
      var window = FlightWindow(start: 1, limit: limit)
      let seen = widths(
        &window, on: QueueingServer(slots: 64, seconds: 0.01, refusesAbove: 2), count: 3000)
      #expect(seen.allSatisfy { (1...limit).contains($0) })
    }
  }

  @Test("a server that refuses above a number is given about that number")
  func refusals() {
    var window = FlightWindow(start: 32, limit: 64)
    let settled = widths(
      &window, on: QueueingServer(slots: 64, seconds: 0.1, refusesAbove: 10), count: 6000
    ).suffix(3000)
    #expect((settled.max() ?? 0) <= 15)
    #expect(settled.reduce(0, +) / settled.count >= 4)
  }

  @Test("one overload halves the width once, however many requests were under way")
  func oneOverload() {
    var window = FlightWindow(start: 32, limit: 64)
    for _ in 0..<32 {
      window.note(.overloaded, sent: .seconds(1), now: .seconds(2), isFull: true)
    }
    #expect(window.width == 16)
    window.note(.overloaded, sent: .seconds(3), now: .seconds(4), isFull: true)
    #expect(window.width == 8)
  }

  @Test("a server that becomes four times as slow is given less")
  func slowsDown() {
    var window = FlightWindow(start: 16, limit: 16)
    let before = widths(&window, on: QueueingServer(slots: 16, seconds: 0.1), count: 2000)
    #expect(before.last == 16)
    let after = widths(
      &window, on: QueueingServer(slots: 16, seconds: 0.4), count: 200, from: 100)
    #expect((after.min() ?? 16) <= 8)
  }

  @Test("a client that asks little learns nothing, and the width stays")
  func idle() {
    var window = FlightWindow(start: 16, limit: 64)
    for second in 0..<1000 {
      window.note(
        .answered, sent: .seconds(second), now: .seconds(Double(second) + 0.5), isFull: false)
    }
    #expect(window.width == 16)
  }

  @Test("a fixed width stays, whatever happens")
  func fixed() {
    var window = FlightWindow(start: 5, limit: 5, isFixed: true)
    window.note(.overloaded, sent: .zero, now: .seconds(1), isFull: true)
    #expect(window.width == 5)
  }
}
