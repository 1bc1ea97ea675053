import Glibc
import Probing
import Testing

/// Whether 95 % intervals hold the truth 95 times in a hundred when the probes of one image go together.
///
/// Each image has a rate of its own, drawn from a beta distribution with mean 0.85 and intra-image correlation
/// 0.2 (a + b = 1/0.2 − 1 = 4), and six probes; the truth is 0.85.
@Suite("Intervals for probes that come six to an image")
struct CoverageTests {
  private static let truth = 0.85
  private static let correlation = 0.2
  private static let repetitions = 600
  private static let images = 150

  /// Six probes of each of the images.
  private func draw(_ generator: inout SplitMix64) -> [ImageShare] {
    let sum = 1 / Self.correlation - 1
    return (0..<Self.images).map { _ in
      let rate = beta(Self.truth * sum, (1 - Self.truth) * sum, &generator)
      let right = (0..<6).count { _ in Double.random(in: 0..<1, using: &generator) < rate }
      return ImageShare(numerator: right, denominator: 6)
    }
  }

  /// A beta variable by Jöhnk's method, which suits parameters this small.
  private func beta(_ a: Double, _ b: Double, _ generator: inout SplitMix64) -> Double {
    while true {
      let x = pow(Double.random(in: 0..<1, using: &generator), 1 / a)
      let y = pow(Double.random(in: 0..<1, using: &generator), 1 / b)
      if x + y <= 1, x + y > 0 { return x / (x + y) }
    }
  }

  /// The share of repetitions whose interval holds the truth.
  private func coverage(
    seed: UInt64, repetitions: Int, _ interval: ([ImageShare]) -> ConfidenceInterval?
  ) throws -> Double {
    var generator = SplitMix64(seed: seed)
    var covered = 0
    for _ in 0..<repetitions {
      let interval = try #require(interval(draw(&generator)))
      if interval.low <= Self.truth, Self.truth <= interval.high { covered += 1 }
    }
    return Double(covered) / Double(repetitions)
  }

  @Test("cluster-robust ones hold the truth in 93 to 97 of a hundred")
  func clusterRobust() throws {
    let share = try coverage(seed: 1, repetitions: Self.repetitions) { .clusterRobust($0) }
    #expect((0.93...0.97).contains(share), "\(share)")
  }

  @Test("bootstrapped ones do, too")
  func bootstrap() throws {
    let share = try coverage(seed: 1, repetitions: 400) { .clusterBootstrap($0, seed: 5) }
    #expect((0.93...0.97).contains(share), "\(share)")
  }

  @Test("ones that take the probes as independent hold it in fewer than 90")
  func naive() throws {
    let share = try coverage(seed: 1, repetitions: Self.repetitions) { shares in
      .wilson(
        successes: shares.map(\.numerator).reduce(0, +),
        trials: shares.map(\.denominator).reduce(0, +))
    }
    #expect(share < 0.90, "\(share)")
  }
}
