import Attribution
import Foundation
import Imaging
import Testing

/// Compares with numbers of `scripts/check-eagle/reference_numbers.py`.
@Suite struct ReferenceNumbersTests {
  private struct Reference: Decodable {
    let labels: [[Int32]]
    let bias: [Double]
    let weight: [[Double]]
    let pair: [[Double]]
    let greedy: Walk
    let singleRound: Walk
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

  private func compare(_ search: any RegionSearch, with walk: Walk) async throws {
    let labels = LabelMap(
      width: reference.labels[0].count, height: reference.labels.count,
      labels: reference.labels.flatMap(\.self))
    let found = try await search.explain(
      RegionLayout(labels), noiseFloor: 0, with: Formula(reference: reference))
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
