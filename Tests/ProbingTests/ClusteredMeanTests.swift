import Testing

@testable import Probing

@Suite("The mean of values that come several to an image")
struct ClusteredMeanTests {
  @Test("counts every value once, whichever image it is of")
  func worked() throws {
    let mean = try #require(
      ClusteredMean([("a", 1), ("a", 2), ("b", 6), ("a", 3)], seed: 1))
    #expect(mean.value == 3 && mean.count == 4 && mean.imageCount == 2)
    let interval = try #require(mean.interval)
    // Two images can be drawn as a a, a b, b b: means 2, 3 and 6.
    #expect(interval.low == 2 && interval.high == 6)
  }

  @Test("is none of no value, and has no interval of one image")
  func few() throws {
    #expect(ClusteredMean([], seed: 1) == nil)
    let one = try #require(ClusteredMean([("a", 1), ("a", 5)], seed: 1))
    #expect(one.value == 3 && one.imageCount == 1 && one.interval == nil)
  }

  @Test("has an interval of no width where all values are equal")
  func equal() throws {
    let mean = try #require(ClusteredMean([("a", 0.25), ("b", 0.25), ("c", 0.25)], seed: 3))
    #expect(mean.interval?.low == 0.25 && mean.interval?.high == 0.25)
  }

  @Test("lies inside its interval, which lies among the images' means")
  func bounds() throws {
    for seed in 0..<50 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      let values = (0..<40).map { _ in
        (image: "\(generator.index(below: 8))", value: Double(generator.index(below: 100)))
      }
      let mean = try #require(ClusteredMean(values, seed: seed))
      let interval = try #require(mean.interval)
      let means = Dictionary(grouping: values, by: \.image).values.map { cluster in
        cluster.map(\.value).reduce(0, +) / Double(cluster.count)
      }
      #expect(interval.low <= mean.value && mean.value <= interval.high, "seed \(seed)")
      #expect(try #require(means.min()) <= interval.low, "seed \(seed)")
      #expect(interval.high <= (try #require(means.max())), "seed \(seed)")
    }
  }
}
