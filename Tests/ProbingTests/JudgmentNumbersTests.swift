import Foundation
import Testing

@testable import Probing

/// Numbers by scipy, statsmodels and scikit-learn; `scripts/check-statistics/make_judgment.py` makes them.
@Suite("The numbers of judging")
struct JudgmentNumbersTests {
  private let expected: Expected

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let url = root.appending(path: "scripts/check-statistics/judgment.json").standardized
    expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url))
  }

  private func expectNear(
    _ measure: Measure?, _ value: Double, _ interval: [Double], _ name: String
  ) throws {
    let measure = try #require(measure, "\(name)")
    let own = try #require(measure.interval, "\(name)")
    #expect(abs(measure.value - value) < 1e-9, "\(name)")
    #expect(abs(own.low - interval[0]) < 1e-9, "\(name)")
    #expect(abs(own.high - interval[1]) < 1e-9, "\(name)")
  }

  @Test("equal their definitions in other libraries, on the same resamples")
  func sets() throws {
    #expect(expected.sets.count == 2)
    for set in expected.sets {
      let verdicts = set.rows.map(\.verdict)
      let summary = ProbeSummary(verdicts, seed: set.seed)
      let metrics = summary.pooled
      let detection = [metrics.balancedAccuracy, metrics.dPrime, metrics.criterion]
      for (index, name) in ["balanced accuracy", "d'", "criterion"].enumerated() {
        try expectNear(
          detection[index], set.detection[index], set.detectionIntervals[index], name)
      }
      let calibration = metrics.calibration
      try expectNear(calibration.auroc, set.roc[0], set.rocIntervals[0], "AUROC")
      try expectNear(calibration.brier, set.roc[1], set.rocIntervals[1], "Brier")
      #expect(abs(try #require(calibration.expectedError) - set.ece) < 1e-12)
      #expect(calibration.boundedCount == set.bounded)
      #expect(calibration.bins.map(\.count).reduce(0, +) == calibration.count)
      #expect(calibration.count + calibration.boundedCount == verdicts.count)
      #expect(abs(try #require(calibration.meanMissing) - set.missing[0]) < 1e-12)
      #expect(abs(try #require(calibration.largestMissing) - set.missing[1]) < 1e-12)
      let convention = try #require(summary.llavaConvention)
      try expectNear(convention.accuracy, set.splitMean[0], set.splitMeanIntervals[0], "accuracies")
      try expectNear(convention.f1, set.splitMean[1], set.splitMeanIntervals[1], "F1s")
      #expect(ProbeSummary(verdicts.reversed(), seed: set.seed) == summary)
    }
  }

  @Test func quantilesEqualScipys() {
    for row in expected.quantiles {
      #expect(abs(Normal.quantile(row[0]) - row[1]) < 1e-9, "\(row)")
    }
  }

  @Test("d' and c have a number also where every reply is right, or none")
  func signalDetection() throws {
    for row in expected.dPrime {
      let counts = row.map { Int($0) }
      let table = ConfusionTable(
        verdicts(.yes, yes: counts[0], of: counts[1]) + verdicts(.no, yes: counts[2], of: counts[3])
      )
      let detection = try #require(SignalDetection(table))
      #expect(abs(detection.dPrime - row[4]) < 1e-9, "\(row)")
      #expect(abs(detection.criterion - row[5]) < 1e-9, "\(row)")
    }
    #expect(SignalDetection(ConfusionTable(verdicts(.yes, yes: 3, of: 5))) == nil)
    let mute = [Answer.yes, .no].map {
      Verdict(imageName: "a.png", question: "\($0)", label: $0, answer: nil)
    }
    #expect(SignalDetection(ConfusionTable(mute)) == nil)
  }

  private func verdicts(_ label: Answer, yes: Int, of count: Int) -> [Verdict] {
    (0..<count).map {
      Verdict(
        imageName: "a.png", question: "\(label) \($0)", label: label, answer: $0 < yes ? .yes : .no)
    }
  }

  @Test func fishersTestEqualsScipys() {
    for row in expected.fisher {
      let counts = row.dropLast().map { Int($0) }
      let p = FisherTest.greater(
        successes: counts[0], of: counts[1], others: counts[2], of: counts[3])
      #expect(abs(p - row[4]) < 1e-9 * max(1, row[4]), "\(row) \(p)")
    }
  }

  @Test func falseDiscoveryRatesEqualStatsmodels() {
    for row in expected.fdr {
      for (own, theirs) in zip(FalseDiscoveryRate.qValues(row.p), row.q) {
        #expect(abs(own - theirs) < 1e-12, "\(row)")
      }
    }
    #expect(FalseDiscoveryRate.qValues([]).isEmpty)
  }
}

/// The form of `judgment.json`.
private struct Expected: Decodable {
  struct Row: Decodable {
    var image: String
    var question: String
    var label: Bool
    var yes: Double
    var no: Double
    var isBounded: Bool
    var answer: Bool
    var object: String
    var splits: [String]

    var verdict: Verdict {
      Verdict(
        imageName: image, question: question, label: label ? .yes : .no,
        answer: answer ? .yes : .no, splits: splits, object: object,
        shares: AnswerShares(yes: yes, no: no, isBounded: isBounded))
    }
  }

  struct Set: Decodable {
    var seed: UInt64
    var rows: [Row]
    var detection: [Double]
    var detectionIntervals: [[Double]]
    var roc: [Double]
    var rocIntervals: [[Double]]
    var ece: Double
    var splitMean: [Double]
    var splitMeanIntervals: [[Double]]
    var bounded: Int
    var missing: [Double]
  }

  struct Discoveries: Decodable {
    var p: [Double]
    var q: [Double]
  }

  var sets: [Set]
  var quantiles: [[Double]]
  var dPrime: [[Double]]
  var fisher: [[Double]]
  var fdr: [Discoveries]
}
