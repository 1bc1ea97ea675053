import Probing
import Testing

@Suite struct IntervalTests {
  @Test(
    "where images show no spread the interval is Wilson's over images",
    arguments: [
      ([ImageShare(numerator: 6, denominator: 6), ImageShare(numerator: 3, denominator: 3)], 2),
      ([ImageShare(numerator: 0, denominator: 6), ImageShare(numerator: 0, denominator: 0)], 1),
      ([ImageShare(numerator: 2, denominator: 6)], 1),
      ([ImageShare(numerator: 3, denominator: 6), ImageShare(numerator: 1, denominator: 2)], 2),
    ])
  func noSpread(shares: [ImageShare], images: Int) throws {
    let robust = try #require(ConfidenceInterval.clusterRobust(shares))
    let bootstrap = try #require(ConfidenceInterval.clusterBootstrap(shares, seed: 1))
    #expect(robust == bootstrap)
    #expect(robust.method == .wilsonOverImages(images: images))
    #expect(robust.high - robust.low > 0.5)
  }

  @Test func ofNothingThereIsNoInterval() {
    let nothing = [ImageShare(numerator: 0, denominator: 0)]
    #expect(ConfidenceInterval.clusterRobust([]) == nil)
    #expect(ConfidenceInterval.clusterRobust(nothing) == nil)
    #expect(ConfidenceInterval.clusterBootstrap([], seed: 1) == nil)
    #expect(ConfidenceInterval.clusterBootstrap(nothing, seed: 1) == nil)
  }

  @Test("every interval holds its estimate and stays within 0 … 1", arguments: UInt64(0)..<50)
  func holdsItsEstimate(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let shares = (0..<(1 + generator.index(below: 12))).map { _ in
      let denominator = generator.index(below: 5)
      return ImageShare(
        numerator: generator.index(below: denominator + 1), denominator: denominator)
    }
    let numerator = shares.map(\.numerator).reduce(0, +)
    let denominator = shares.map(\.denominator).reduce(0, +)
    guard denominator > 0 else { return }
    let value = Double(numerator) / Double(denominator)
    let robust = try #require(ConfidenceInterval.clusterRobust(shares))
    let bootstrap = try #require(ConfidenceInterval.clusterBootstrap(shares, seed: seed))
    let wilson = try #require(ConfidenceInterval.wilson(successes: numerator, trials: denominator))
    for interval in [robust, bootstrap, wilson] {
      #expect(0 <= interval.low && interval.low <= value, "\(interval) \(value)")
      #expect(value <= interval.high && interval.high <= 1, "\(interval) \(value)")
    }
    #expect(bootstrap == .clusterBootstrap(shares, seed: seed))
  }
}
