import Testing

@testable import hallux

/// How terminals show what is only a bound, and how far a run is.
@Suite struct BoundTextTests {
  @Test func `A bound is named as one, an exact number is not`() {
    #expect(
      Bound.atMost(0.0124, true) == "\u{2264} 0.012" && Bound.atMost(0.0124, false) == "0.012")
    #expect(Bound.margin(1.25, false) == "1.250")
    #expect(Bound.margin(1.25, true) == "\u{2265} 1.250")
    #expect(Bound.margin(-2.5, true) == "\u{2264} -2.500")
    #expect(Bound.margin(0, true) == "unknown")
  }

  @Test func `What the image adds is bounded the other way round by what it is compared with`() {
    #expect(Bound.gain(3.2, whole: false, prior: false) == "image adds +3.20 nats")
    #expect(Bound.gain(3.2, whole: false, prior: true) == "image adds at least +3.20 nats")
    #expect(Bound.gain(3.2, whole: true, prior: false) == "image adds at most +3.20 nats")
    #expect(Bound.gain(3.2, whole: true, prior: true) == "what the image adds is not known")
  }

  @Test func `The rate and the time left are those of this run and this phase`() {
    let pace = ProgressPace(together: 0, start: .init(done: 10, total: 50, requests: 100))
    let mark = ProgressPace.Mark(done: 20, total: 50, requests: 180)
    #expect(pace.requestsPerSecond(at: mark, after: .seconds(4)) == 20)
    // Ten took four seconds, thirty are left.
    #expect(pace.timeLeft(at: mark, after: .seconds(4)) == .seconds(12))
    #expect(pace.requestsPerSecond(at: mark, after: .milliseconds(500)) == nil)
    #expect(pace.timeLeft(at: pace.start, after: .seconds(4)) == nil)
    #expect(pace.timeLeft(at: .init(done: 50, total: 50, requests: 9), after: .seconds(4)) == nil)
  }

  @Test func `What is worked on together counts as half done`() {
    let pace = ProgressPace(together: 4, start: .init(done: 0, total: 10, requests: 0))
    // Two are done and four half: four in eight seconds, and six of ten are left.
    #expect(
      pace.timeLeft(at: .init(done: 2, total: 10, requests: 900), after: .seconds(8))
        == .seconds(12))
  }

  @Test func `A line says how far it is, the requests, their rate and the time left`() {
    let pace = ProgressPace(together: 0, start: .init(done: 0, total: 40, requests: 0))
    let mark = ProgressPace.Mark(done: 10, total: 40, requests: 450)
    func line(_ width: Int, after time: Duration = .seconds(10)) -> String {
      ProgressDisplay.line(
        phase: "asking", mark, detail: "3 findings", pace, after: time, width: width)
    }
    #expect(
      line(80)
        == "asking     [##......] 10/40, 3 findings, 450 requests at 45/s, about 30 s left")
    #expect(line(80).count <= 80)
    #expect(line(200).contains("[######..................] 10/40"))
    #expect(
      line(80, after: .seconds(100))
        == "asking     [##......] 10/40, 3 findings, 450 requests at 4.5/s, about 5 min left")
    #expect(line(80, after: .zero).hasSuffix("450 requests, about 1 s left"))
  }
}
