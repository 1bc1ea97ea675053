import Foundation
import Testing

@testable import Probing

/// Numbers by numpy, scipy and statsmodels; `scripts/check-statistics/make_expected.py` makes them.
@Suite struct StatisticsTests {
  private let expected: Expected

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let url = root.appending(path: "scripts/check-statistics/expected.json").standardized
    expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url))
  }

  @Test func wilsonEqualsStatsmodels() throws {
    #expect(expected.wilson.count > 30)
    for row in expected.wilson {
      let interval = try #require(
        ConfidenceInterval.wilson(successes: Int(row[0]), trials: Int(row[1])))
      #expect(abs(interval.low - row[2]) < 1e-9, "\(row)")
      #expect(abs(interval.high - row[3]) < 1e-9, "\(row)")
      #expect(interval.method == .wilson)
    }
    #expect(ConfidenceInterval.wilson(successes: 0, trials: 0) == nil)
  }

  @Test func studentsQuantileEqualsScipys() {
    for row in expected.studentT {
      let quantile = StudentT.quantile975(degrees: Int(row[0]))
      #expect(abs(quantile - row[1]) < 1e-9, "\(row)")
    }
  }

  @Test func splitMix64IsTheReferenceGenerator() {
    var values = SplitMix64(seed: expected.splitMix64.seed)
    for value in expected.splitMix64.values { #expect(String(values.next()) == value) }
    var indices = SplitMix64(seed: expected.splitMix64.seed)
    for index in expected.splitMix64.indices { #expect(indices.index(below: 1000) == index) }
  }

  @Test func clusterRobustEqualsStatsmodels() throws {
    for cluster in expected.clusters {
      let interval = try #require(ConfidenceInterval.clusterRobust(cluster.imageShares))
      #expect(abs(interval.low - cluster.clusterRobust[0]) < 1e-9, "\(cluster.seed)")
      #expect(abs(interval.high - cluster.clusterRobust[1]) < 1e-9, "\(cluster.seed)")
      let images = cluster.shares.count { $0[1] > 0 }
      #expect(interval.method == .clusterRobust(images: images))
    }
  }

  @Test func bootstrapEqualsNumpysOnTheSameResamples() throws {
    for cluster in expected.clusters {
      let interval = try #require(
        ConfidenceInterval.clusterBootstrap(cluster.imageShares, seed: cluster.seed))
      #expect(abs(interval.low - cluster.bootstrap.interval[0]) < 1e-12, "\(cluster.seed)")
      #expect(abs(interval.high - cluster.bootstrap.interval[1]) < 1e-12, "\(cluster.seed)")
      let method = ConfidenceInterval.Method.clusterBootstrap(
        resamples: 2000, degenerate: cluster.bootstrap.degenerate, seed: cluster.seed)
      #expect(interval.method == method)
    }
    #expect(expected.clusters.contains { $0.bootstrap.degenerate > 0 })
  }

  @Test func bootstrapComesNearToAnIndependentOne() throws {
    // With fewer images the quantiles jump between the few values that a resample can have.
    for cluster in expected.clusters where cluster.shares.count >= 40 {
      let interval = try #require(
        ConfidenceInterval.clusterBootstrap(cluster.imageShares, seed: cluster.seed))
      let width = cluster.independentBootstrap[1] - cluster.independentBootstrap[0]
      #expect(abs(interval.low - cluster.independentBootstrap[0]) < 0.1 * width)
      #expect(abs(interval.high - cluster.independentBootstrap[1]) < 0.1 * width)
    }
  }

  @Test func meansOverImagesEqualNumpysOnTheSameResamples() throws {
    #expect(expected.means.count == 4)
    for row in expected.means {
      let mean = try #require(ClusteredMean(row.values, seed: row.seed))
      let interval = try #require(mean.interval)
      #expect(abs(mean.value - row.value) < 1e-12, "\(row.seed)")
      #expect(abs(interval.low - row.interval[0]) < 1e-12, "\(row.seed)")
      #expect(abs(interval.high - row.interval[1]) < 1e-12, "\(row.seed)")
      #expect(mean.imageCount == row.images.count && mean.count == row.values.count)
      let turned = try #require(ClusteredMean(row.values.reversed(), seed: row.seed))
      #expect(abs(try #require(turned.interval).low - interval.low) < 1e-12)
    }
  }

  @Test func metricsEqualTheirDefinitions() throws {
    let verdicts = try expected.metrics.verdicts.map { row in
      Verdict(
        imageName: row.image, question: row.question,
        label: try #require(Answer(rawValue: row.label)),
        answer: try row.answer.map { try #require(Answer(rawValue: $0)) })
    }
    let metrics = ProbeMetrics(verdicts, seed: expected.metrics.seed)
    #expect(metrics.count == 360 && metrics.imageCount == 60 && metrics.table.unparsable > 0)
    let estimates = [
      "accuracy": metrics.accuracy, "precision": metrics.precision, "recall": metrics.recall,
      "f1": metrics.f1, "yesRatio": metrics.yesRatio,
    ]
    for (name, estimate) in estimates {
      let ratio = try #require(estimate.ratio)
      let row = try #require(expected.metrics.expected[name])
      #expect(ratio.numerator == row.numerator && ratio.denominator == row.denominator, "\(name)")
      #expect(abs(ratio.interval.low - row.interval[0]) < 1e-9, "\(name)")
      #expect(abs(ratio.interval.high - row.interval[1]) < 1e-9, "\(name)")
      #expect((ratio.wilson == nil) == (name == "f1"))
    }
    #expect(ProbeMetrics(verdicts.reversed(), seed: expected.metrics.seed) == metrics)
  }
}

/// The form of `expected.json`.
private struct Expected: Decodable {
  struct Generator: Decodable {
    var seed: UInt64
    var values: [String]
    var indices: [Int]
  }

  struct Cluster: Decodable {
    struct Bootstrap: Decodable {
      var interval: [Double]
      var degenerate: Int
    }

    var shares: [[Int]]
    var clusterRobust: [Double]
    var seed: UInt64
    var bootstrap: Bootstrap
    var independentBootstrap: [Double]

    var imageShares: [ImageShare] {
      shares.map { ImageShare(numerator: $0[0], denominator: $0[1]) }
    }
  }

  struct Mean: Decodable {
    var images: [[Double]]
    var seed: UInt64
    var value: Double
    var interval: [Double]

    /// The values by the names of their images, which sort as the images stand.
    var values: [(image: String, value: Double)] {
      images.enumerated().flatMap { index, values in
        values.map { (String(1000 + index), $0) }
      }
    }
  }

  struct Metrics: Decodable {
    struct Row: Decodable {
      var image: String
      var question: String
      var label: String
      var answer: String?
    }

    struct Ratio: Decodable {
      var numerator: Int
      var denominator: Int
      var interval: [Double]
    }

    var seed: UInt64
    var verdicts: [Row]
    var expected: [String: Ratio]
  }

  var wilson: [[Double]]
  var studentT: [[Double]]
  var splitMix64: Generator
  var clusters: [Cluster]
  var means: [Mean]
  var metrics: Metrics
}
