import Foundation
import Imaging
import Testing

@testable import Attribution

/// Compares with numbers of `scripts/check-eagle/reference_numbers.py`.
@Suite struct ReferenceNumbersTests {
  private struct Reference: Decodable {
    let labels: [[Int32]]
    let bias: [Double]
    let weight: [[Double]]
    let pair: [[Double]]
    let greedy: Walk
    let singleRound: Walk
    let efficient: [Efficient]
    let surrogate: [Guess]
    let large: Large
  }

  private struct Guess: Decodable {
    let region: Int
    let shown: Double
    let hidden: Double
  }

  private struct Efficient: Decodable {
    let setting: [Int]
    let questions: Int
    let walk: Walk

    var search: EfficientSearch {
      EfficientSearch(scope: setting[0], pending: setting[1], resortStep: setting[2])
    }
  }

  /// A formula of 64 regions, for the settings as published.
  private struct Large: Decodable {
    struct Order: Decodable {
      let setting: [Int]
      let order: [Int]
      let questions: Int
    }

    let bias: Double
    let weight: [Double]
    let pair: [[Double]]
    let efficient: [Order]
  }

  private struct Walk: Decodable {
    let order: [Int]
    let scores: [Double]
    let gains: [Double]
    let area: [Double]
    let insertion: [[Double]]
    let deletion: [[Double]]
    let metrics: CurveMetrics
    let sensitiveTokens: [Int]
    let sensitiveMetrics: CurveMetrics
    let influences: [Influence]
    let meanInfluence: Influence
  }

  private struct Formula: Evaluator {
    let reference: Reference

    func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
      shown.map { set in
        let regions = set.regions
        let pairs = regions.reduce(0) { sum, first in
          regions.reduce(sum) { $0 + reference.pair[first][$1] }
        }
        let logits = reference.bias.indices.map { token in
          regions.reduce(reference.bias[token] + pairs) { $0 + reference.weight[token][$1] }
        }
        return Evaluation(probabilities: logits.map { 1 / (1 + exp(-$0)) }, margin: logits[0])
      }
    }
  }

  private let reference: Reference

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/reference_numbers.json")
    reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  @Test func `Greedy order, scores, curves and metrics equal those of the script`() async throws {
    try await compare(GreedySearch(), with: reference.greedy)
  }

  @Test func `The single round's order and curves equal those of the script`() async throws {
    try await compare(SingleRoundSearch(), with: reference.singleRound)
  }

  @Test func `The reference's cheaper search gives the same orders for as many questions`()
    async throws
  {
    for expected in reference.efficient {
      try await compare(expected.search, with: expected.walk)
      let recording = RecordingEvaluator(Formula(reference: reference))
      _ = try await expected.search.order(of: layout, noiseFloor: 0, recording)
      #expect(recording.sets.count == expected.questions)
    }
  }

  @Test func `The published settings ask 1412, 944 and 784 questions of 64 regions`() async throws {
    let large = reference.large
    let formula = FormulaEvaluator { shown in
      let regions = shown.regions
      return regions.reduce(large.bias) { sum, first in
        regions.reduce(sum + large.weight[first]) { $0 + large.pair[first][$1] }
      }
    }
    for (name, expected) in zip(
      ["efficient", "efficient-8-4-10", "efficient-6-4-15"], large.efficient)
    {
      let search = try #require(RegionSearches.search(named: name) as? EfficientSearch)
      #expect([search.scope, search.pending, search.resortStep] == expected.setting)
      let recording = RecordingEvaluator(formula)
      let found = try await search.order(
        of: row(Array(repeating: 1, count: 64)), noiseFloor: 0, recording)
      #expect(found.regions == expected.order)
      #expect(recording.sets.count == expected.questions)
    }
    #expect(large.efficient.map(\.questions) == [1412, 944, 784])
  }

  @Test func `A surrogate's guesses after a first round equal those of the script`() async throws {
    let formula = Formula(reference: reference)
    let none = RegionSet(regionCount: layout.regionCount)
    let singles = (0..<layout.regionCount).map(none.inserting)
    var surrogate = SetSurrogate(regionCount: layout.regionCount)
    for set in [none, none.complement] + singles + singles.map(\.complement) {
      let answer = try await formula.evaluate([set])[0]
      surrogate.learn(set, value: Logarithm.logOdds(answer.meanProbability))
    }
    let walk = surrogate.fitted().walk {
      Logarithm.logistic($0) + 1 - Logarithm.logistic($1) + 0.002 * $0
    }
    #expect(walk.map(\.region) == reference.surrogate.map(\.region))
    expectClose(walk.map(\.shown), reference.surrogate.map(\.shown))
    expectClose(walk.map(\.hidden), reference.surrogate.map(\.hidden))
  }

  private var layout: RegionLayout {
    RegionLayout(
      LabelMap(
        width: reference.labels[0].count, height: reference.labels.count,
        labels: reference.labels.flatMap(\.self)))
  }

  private func compare(_ search: any RegionSearch, with walk: Walk) async throws {
    let found = try await search.explain(
      layout, noiseFloor: 0, with: Formula(reference: reference))
    #expect(found.order == walk.order)
    expectClose(found.gains, walk.gains)
    expectClose(found.insertion.map(\.areaFraction), walk.area)
    expectClose(found.insertion.flatMap(\.probabilities), walk.insertion.flatMap(\.self))
    expectClose(found.deletion.flatMap(\.probabilities), walk.deletion.flatMap(\.self))
    expectClose(found.metrics.values, walk.metrics.values)
    #expect(found.sensitiveTokens == walk.sensitiveTokens)
    let sensitive = try #require(found.sensitiveMetrics)
    expectClose(sensitive.values, walk.sensitiveMetrics.values)
    expectClose(found.influences.flatMap(\.values), walk.influences.flatMap(\.values))
    expectClose(found.meanInfluence.values, walk.meanInfluence.values)
    let sums = found.gains.reduce(into: [walk.scores[0]]) { $0.append(($0.last ?? 0) + $1) }
    expectClose(sums, walk.scores)
  }

  private func expectClose(_ ours: [Double], _ theirs: [Double]) {
    #expect(ours.count == theirs.count)
    for (own, their) in zip(ours, theirs) { #expect(abs(own - their) < 1e-9) }
  }
}

extension CurveMetrics {
  fileprivate var values: [Double] { [insertionAUC, deletionAUC, highest] }
}

extension Influence {
  fileprivate var values: [Double] { [influence, influenceAUC] }
}
