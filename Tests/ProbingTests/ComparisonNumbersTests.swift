import Foundation
import Testing

@testable import Probing

/// Numbers by numpy, scipy and statsmodels; `scripts/check-statistics/make_comparison.py` makes them.
@Suite("The numbers of comparing")
struct ComparisonNumbersTests {
  private let expected: Expected

  init() throws {
    let url = projectRoot.appending(path: "scripts/check-statistics/comparison.json")
    expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url))
  }

  @Test("McNemar's exact p is that of statsmodels, and mid-p its definition")
  func mcNemar() {
    #expect(expected.mcnemar.count == 12)
    for row in expected.mcnemar {
      let test = McNemarTest(onlyFirst: row.first, onlySecond: row.second)
      // Relative: the smallest are of the order of 1e-18.
      #expect(abs(test.exact - row.exact) < 1e-9 * row.exact, "\(row)")
      #expect(abs(test.mid - row.mid) < 1e-9 * row.mid, "\(row)")
    }
  }

  @Test(
    "differences, flips, tests and paired intervals equal their definitions, on the same resamples")
  func pairs() throws {
    #expect(expected.pairs.count == 2)
    for set in expected.pairs {
      let comparison = VerdictComparison(set.rows.map(\.pair), seed: set.seed)
      #expect(comparison.count == set.rows.count)
      #expect(comparison.flips.rightToWrong == set.lost && comparison.flips.wrongToRight == set.won)
      #expect(comparison.flips.vanishedFalseYes == set.vanished)
      #expect(comparison.flips.newFalseYes == set.new)
      let tests = [
        (comparison.flips.correctnessTest, set.correctness),
        (comparison.flips.falseYesTest, set.falseYes),
      ]
      for (test, own) in tests {
        #expect(abs(test.exact - own.exact) < 1e-9 && abs(test.mid - own.mid) < 1e-9)
      }
      #expect(comparison.differences.count == 9)
      for difference in comparison.differences {
        let name = difference.number.rawValue
        let before = try #require(difference.before)
        let after = try #require(difference.after)
        #expect(abs(before - (set.before[name] ?? .nan)) < 1e-9, "\(name)")
        #expect(abs(after - (set.after[name] ?? .nan)) < 1e-9, "\(name)")
        let change = try #require(difference.change)
        #expect(abs(change.value - (set.changes[name] ?? .nan)) < 1e-9, "\(name)")
        let ends = try #require(set.intervals[name])
        // What no draw changes has no interval.
        guard ends[0] < ends[1] else {
          #expect(change.interval == nil, "\(name)")
          continue
        }
        let interval = try #require(change.interval, "\(name)")
        #expect(abs(interval.low - ends[0]) < 1e-9, "\(name)")
        #expect(abs(interval.high - ends[1]) < 1e-9, "\(name)")
      }
    }
  }

  @Test("the same responses give no flip, p = 1, no difference and no interval")
  func same() {
    for set in expected.pairs {
      let pairs = set.rows.map { VerdictPair(before: $0.pair.before, after: $0.pair.before) }
      let comparison = VerdictComparison(pairs, seed: 7)
      #expect(comparison.flips == FlipCounts([]) && comparison.flips.answers == 0)
      #expect(comparison.flips.correctnessTest.exact == 1 && comparison.flips.falseYesTest.mid == 1)
      #expect(!comparison.differences.isEmpty)
      for difference in comparison.differences {
        #expect(difference.change == Measure(value: 0, interval: nil), "\(difference.number)")
      }
    }
  }

  @Test("exchanging the audits turns every sign and keeps every p")
  func exchanged() throws {
    let rows = expected.pairs[1].rows
    let there = VerdictComparison(rows.map(\.pair), seed: 3)
    let back = VerdictComparison(
      rows.reversed().map { VerdictPair(before: $0.pair.after, after: $0.pair.before) }, seed: 3)
    #expect(there.flips.rightToWrong == back.flips.wrongToRight)
    #expect(there.flips.correctnessTest.exact == back.flips.correctnessTest.exact)
    for (one, two) in zip(there.differences, back.differences) {
      let (first, second) = (try #require(one.change), try #require(two.change))
      #expect(first.value == -second.value)
      #expect(abs((first.interval?.low ?? .nan) + (second.interval?.high ?? .nan)) < 1e-12)
    }
  }

  @Test("probabilities are compared where both sides have them, and splits by themselves")
  func probabilitiesAndSplits() throws {
    func pair(_ index: Int, yes: Double, after: Double) -> VerdictPair {
      func verdict(_ share: Double) -> Verdict {
        Verdict(
          imageName: "\(index / 2)", question: "\(index)", label: index % 2 == 0 ? .yes : .no,
          answer: share > 0.5 ? .yes : .no, splits: [index < 6 ? "popular" : "random"],
          shares: AnswerShares(yes: share, no: 1 - share, isBounded: false))
      }
      return VerdictPair(before: verdict(yes), after: verdict(after))
    }
    let pairs = (0..<12).map { index in
      pair(index, yes: Double((index * 7) % 11) / 11, after: index % 2 == 0 ? 0.9 : 0.2)
    }
    let summary = ComparisonSummary(pairs, seed: 1)
    #expect(summary.splits.map(\.name) == ["random", "popular"])
    #expect(summary.splits.map(\.comparison.count) == [6, 6])
    let auroc = try #require(summary.pooled[.auroc])
    let before = ProbeMetrics(pairs.map(\.before), seed: 1).calibration
    #expect(auroc.before == before.auroc?.value && auroc.after == 1)
    let error = try #require(summary.pooled[.calibrationError])
    #expect(abs(try #require(error.before) - (before.expectedError ?? .nan)) < 1e-12)
    #expect(abs(try #require(error.after) - 0.15) < 1e-12)
    #expect(summary.pooled[.brier]?.change?.interval != nil)
    #expect(summary.convention == nil)
  }

  @Test("the mean over POPE's splits is compared where all three are there")
  func convention() throws {
    let pairs = expected.pairs[1].rows.enumerated().map { index, row in
      var pair = row.pair
      pair.before.splits = index % 2 == 0 ? Probe.popeSplits : [Probe.popeSplits[index / 2 % 3]]
      pair.after.splits = pair.before.splits
      return pair
    }
    let summary = ComparisonSummary(pairs, seed: 5)
    let mean = try #require(summary.convention)
    let sides = [pairs.map(\.before), pairs.map(\.after)].map { ProbeSummary($0, seed: 5) }
    #expect(mean.f1.before == sides[0].llavaConvention?.f1.value)
    #expect(mean.f1.after == sides[1].llavaConvention?.f1.value)
    #expect(mean.accuracy.change.value == mean.accuracy.after - mean.accuracy.before)
    let interval = try #require(mean.f1.change.interval)
    #expect(interval.low <= mean.f1.change.value && mean.f1.change.value <= interval.high)
  }

  @Test("there is no number of nothing, and no interval of one cluster")
  func edges() {
    #expect(VerdictComparison([], seed: 1).differences.isEmpty)
    let verdict = Verdict(imageName: "a", question: "q", label: .no, answer: .yes)
    var right = verdict
    right.answer = .no
    let one = VerdictComparison([VerdictPair(before: verdict, after: right)], seed: 1)
    #expect(one[.accuracy]?.change == Measure(value: 1, interval: nil))
    #expect(one[.recall] == nil && one[.precision]?.change == nil)
    #expect(one.flips.vanishedFalseYes == 1 && one.flips.correctnessTest.exact == 1)
  }
}

private struct Expected: Decodable {
  struct Test: Decodable {
    var exact: Double
    var mid: Double
  }

  struct Counts: Decodable {
    var first: Int
    var second: Int
    var exact: Double
    var mid: Double
  }

  struct Row: Decodable {
    var image: String
    var question: String
    var label: String
    var before: String?
    var after: String?

    var pair: VerdictPair {
      func verdict(_ answer: String?) -> Verdict {
        Verdict(
          imageName: image, question: question, label: label == "yes" ? .yes : .no,
          answer: answer.flatMap(Answer.init))
      }
      return VerdictPair(before: verdict(before), after: verdict(after))
    }
  }

  struct Pairs: Decodable {
    var seed: UInt64
    var rows: [Row]
    var lost: Int
    var won: Int
    var correctness: Test
    var vanished: Int
    var new: Int
    var falseYes: Test
    var before: [String: Double]
    var after: [String: Double]
    var changes: [String: Double]
    var intervals: [String: [Double]]
  }

  var mcnemar: [Counts]
  var pairs: [Pairs]
}
