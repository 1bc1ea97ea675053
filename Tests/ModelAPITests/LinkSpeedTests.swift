import ModelAPI
import Testing

@Suite struct LinkSpeedTests {
  /// What is known after some bodies of a megabyte at a rate, in bytes a second.
  private func after(_ rates: [Double]) -> LinkSpeed {
    var link = LinkSpeed()
    for rate in rates { link.note(1_000_000, in: .seconds(1e6 / rate)) }
    return link
  }

  @Test("a link of a hundred megabits is slow, one of a gigabit is not")
  func typicalLinks() {
    #expect(after([11e6]).isSlow)
    #expect(!after([110e6]).isSlow)
    #expect(!LinkSpeed().isSlow && LinkSpeed().bytesPerSecond == nil)
  }

  @Test("between the two it stays what it was, so that pictures do not change form all the time")
  func hysteresis() {
    #expect(after([5e6] + Array(repeating: 20e6, count: 50)).isSlow)
    #expect(!after([100e6] + Array(repeating: 20e6, count: 50)).isSlow)
    #expect(!after([5e6] + Array(repeating: 40e6, count: 50)).isSlow)
  }

  @Test("one slow body among fast ones, and small bodies, decide nothing")
  func outliers() {
    #expect(!after(Array(repeating: 200e6, count: 10) + [1e6]).isSlow)
    var link = LinkSpeed()
    link.note(1000, in: .seconds(10))
    #expect(link.bytesPerSecond == nil)
  }
}
