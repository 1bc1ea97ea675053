import Attribution
import Foundation
import Testing

@Suite("What the image adds")
struct VisualGainTests {
  @Test("is the logarithm of how much likelier each token becomes")
  func worked() {
    let gain = VisualGain(whole: [0.8, 0.5, 0.1], withoutImage: [0.2, 0.5, 0.4])
    #expect(abs(gain.perToken[0] - log(4)) < 1e-12)
    #expect(gain.perToken[1] == 0)
    #expect(abs(gain.perToken[2] + log(4)) < 1e-12)
    #expect(abs(gain.mean) < 1e-12)
  }

  @Test("is shared out to the regions shown where there is enough of it")
  func shares() throws {
    let gain = VisualGain(whole: [0.8, 0.5, 0.1], withoutImage: [0.2, 0.5, 0.4])
    let shares = gain.shares(of: [0.4, 0.9, 0.1])
    // log(0.4 / 0.2) / log(4) is a half.
    let first = try #require(shares[0])
    #expect(abs(first - 0.5) < 1e-12)
    #expect(shares[1] == nil && shares[2] == nil)
  }

  @Test("is given whole by the whole image, not at all by none, and may be overshot")
  func ends() {
    for seed in 0..<200 {
      var generator = SeededGenerator(seed: seed)
      let without = Double.random(in: 0.001...0.4, using: &generator)
      let gain = VisualGain(whole: [0.5], withoutImage: [without])
      let ends = gain.shares(of: [0.5]) + gain.shares(of: [without]) + gain.shares(of: [0.9])
      #expect(abs((ends[0] ?? 9) - 1) < 1e-9, "seed \(seed)")
      #expect(abs(ends[1] ?? 9) < 1e-9, "seed \(seed)")
      #expect((ends[2] ?? 0) > 1, "seed \(seed)")
    }
  }

  @Test("stays a number where a server rounds a probability to 0")
  func zero() {
    let gain = VisualGain(whole: [0.5, 0], withoutImage: [0, 0])
    #expect(gain.perToken.filter(\.isFinite).count == 2)
    #expect(gain.perToken[0] > 60 && gain.perToken[1] == 0)
  }
}
