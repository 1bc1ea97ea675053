import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestKit

@Suite struct ReplicasTests {
  /// The replicas as an object, which `#expect` can call.
  private final class Desk {
    var replicas: Replicas

    init(_ count: Int, width: Int = 4) {
      replicas = Replicas(
        count: count, window: FlightWindow(start: width, limit: width, isFixed: true))
    }

    func take(at now: Duration) -> Replicas.Place? { replicas.take(at: now) }

    func giveBack(
      _ place: Replicas.Place, _ ending: Replicas.Ending, at now: Duration
    ) -> Bool? {
      replicas.giveBack(place, ending, at: now)
    }
  }

  @Test("the server with the fewest requests is next, and nobody is when all are full")
  func leastBusy() {
    let desk = Desk(3, width: 2)
    #expect((0..<6).map { _ in desk.take(at: .zero)?.index } == [0, 1, 2, 0, 1, 2])
    #expect(desk.take(at: .zero) == nil)
  }

  @Test("who has just been let down by a server is given another, if there is one with room")
  func avoided() {
    var replicas = Desk(2, width: 1).replicas
    let indices = (0..<2).map { _ in replicas.take(at: .zero, avoiding: 0)?.index }
    #expect(indices == [1, 0])
  }

  @Test("the one that has answered is asked again")
  func comesFree() throws {
    let desk = Desk(2, width: 1)
    _ = try #require(desk.take(at: .zero))
    let second = try #require(desk.take(at: .zero))
    #expect(desk.giveBack(second, .answered, at: .seconds(1)) == nil)
    #expect(desk.take(at: .seconds(1))?.index == 1)
  }

  @Test("one that is gone gets no request until its time has come, then a single one")
  func setAside() throws {
    let desk = Desk(2)
    let place = try #require(desk.take(at: .zero))
    #expect(desk.giveBack(place, .gone, at: .zero) == true)
    for _ in 0..<3 { #expect(desk.take(at: .milliseconds(100))?.index == 1) }
    let trial = try #require(desk.take(at: .seconds(1)))
    #expect(trial.index == 0 && trial.isReturning)
    #expect(desk.take(at: .seconds(1))?.index == 1)
    #expect(desk.giveBack(trial, .answered, at: .seconds(2)) == false)
    #expect(desk.replicas.aside.isEmpty)
    #expect(try #require(desk.take(at: .seconds(2))).isReturning == false)
  }

  @Test("each failed trial puts the next one off, to half a minute at most")
  func backsOff() throws {
    let desk = Desk(2, width: 100)
    var now = Duration.zero
    var pauses: [Duration] = []
    var place = try #require(desk.take(at: now))
    while pauses.count < 9 {
      _ = desk.giveBack(place, .gone, at: now)
      let failed = now
      repeat {
        now += .milliseconds(100)
        place = try #require(desk.take(at: now))
        if place.index == 1 { _ = desk.giveBack(place, .answered, at: now) }
      } while place.index != 0
      pauses.append(now - failed)
    }
    #expect(
      pauses
        == [0.5, 1, 2, 4, 8, 16, 30, 30, 30].map { Duration.milliseconds(Int($0 * 1000)) })
  }

  @Test("what was under way when a server went away is one failure, not many")
  func oneFailure() throws {
    let desk = Desk(2)
    let places = (0..<4).compactMap { _ in desk.take(at: .zero) }.filter { $0.index == 0 }
    #expect(places.count == 2)
    #expect(desk.giveBack(places[0], .gone, at: .seconds(1)) == true)
    #expect(desk.giveBack(places[1], .gone, at: .seconds(1)) == nil)
    #expect(desk.take(at: .seconds(1.5))?.index == 0, "tried again after half a second")
  }

  @Test("when nobody else is there, one that is gone is asked all the same")
  func lastResort() throws {
    let desk = Desk(1)
    let place = try #require(desk.take(at: .zero))
    #expect(desk.giveBack(place, .gone, at: .zero) == true)
    #expect(!desk.replicas.hasOther(than: place))
    #expect(desk.take(at: .zero)?.index == 0)
  }

  @Test("one that says when to come back is left alone until then")
  func retryAfter() throws {
    let desk = Desk(1)
    let place = try #require(desk.take(at: .zero))
    _ = desk.giveBack(place, .overloaded(retryAfter: .seconds(7)), at: .zero)
    #expect(desk.take(at: .seconds(1))?.notBefore == .seconds(7))
  }

  @Test("a broken connection now and then is no reason to set a server aside, two in a row are")
  func resets() throws {
    let desk = Desk(2)
    for _ in 0..<3 {
      let broken = try #require(desk.take(at: .zero))
      #expect(broken.index == 0)
      #expect(desk.giveBack(broken, .reset, at: .zero) == nil)
      let whole = try #require(desk.take(at: .zero))
      #expect(desk.giveBack(whole, .answered, at: .zero) == nil)
    }
    let first = try #require(desk.take(at: .zero))
    _ = desk.giveBack(first, .reset, at: .zero)
    let second = try #require(desk.take(at: .zero))
    #expect(desk.giveBack(second, .reset, at: .zero) == true)
  }

  @Test(
    "whatever happens, as many are in flight as were given out, and somebody can always be asked")
  func accounts() {
    var generator = SeededGenerator(seed: 7)
    for count in 1...4 {
      let desk = Desk(count, width: 3)
      var out: [Replicas.Place] = []
      var now = Duration.zero
      for _ in 0..<20_000 {
        now += .milliseconds(Int.random(in: 0...50, using: &generator))
        if Bool.random(using: &generator), let place = desk.take(at: now) {
          out.append(place)
        } else if let place = out.randomElement(using: &generator) {
          // Several places can be alike: each is given back once.
          if let index = out.firstIndex(of: place) { out.remove(at: index) }
          let ending: Replicas.Ending =
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: .gone
            case 1: .reset
            case 2: .overloaded(retryAfter: nil)
            case 3: .cancelled
            default: .answered
            }
          _ = desk.giveBack(place, ending, at: now)
        }
        guard out.isEmpty else { continue }
        let place = desk.take(at: now)
        #expect(place != nil, "\(count) servers")
        if let place { out.append(place) }
      }
    }
  }
}
