import Attribution
import Imaging
import Testing

@Suite struct RegionSearchTests {
  static let searches: [any RegionSearch] = [GreedySearch(), SingleRoundSearch()]

  /// p = 0.1 + 0.2 for region 0 + 0.5 for region 2, which also does well alone.
  private let additive = Probabilities { shown in
    0.1 + (shown.contains(0) ? 0.2 : 0) + (shown.contains(2) ? 0.5 : 0)
  }

  @Test(arguments: [0, 1])
  func `The region that adds most comes first, the lowest number among equals`(
    index: Int
  ) async throws {
    let order = try await Self.searches[index].order(
      of: row(Array(repeating: 1, count: 4)), noiseFloor: 0, additive
    ).regions
    #expect(order == [2, 0, 1, 3])
  }

  @Test(arguments: [1, 2, 3, 7, 20])
  func `Greedy asks for n(n + 1) sets in n batches`(count: Int) async throws {
    let recording = RecordingEvaluator(wild(seed: 1))
    _ = try await GreedySearch().order(
      of: row(Array(repeating: 1, count: count)), noiseFloor: 0, recording)
    #expect(recording.sets.count == count * (count + 1))
    #expect(recording.batches.map(\.count) == (1...count).reversed().map { 2 * $0 })
  }

  @Test(arguments: [1, 2, 3, 64, 70])
  func `The single round is one batch of 2n + 2`(count: Int) async throws {
    let recording = RecordingEvaluator(wild(seed: 1))
    _ = try await SingleRoundSearch().order(
      of: row(Array(repeating: 1, count: count)), noiseFloor: 0, recording)
    #expect(recording.batches.map(\.count) == [2 * count + 2])
  }

  @Test func `An explanation of a greedy order asks for nothing that its search did not`()
    async throws
  {
    let (searched, explained) = (
      RecordingEvaluator(wild(seed: 3)), RecordingEvaluator(wild(seed: 3))
    )
    _ = try await GreedySearch().order(of: row([1, 1, 1, 1, 1]), noiseFloor: 0, searched)
    let explanation = try await GreedySearch().explain(
      row([1, 1, 1, 1, 1]), noiseFloor: 0, with: explained)
    #expect(Set(explained.sets) == Set(searched.sets))
    #expect(explained.sets.count == Set(explained.sets).count)
    #expect(explanation.evaluationCount == explained.sets.count)
  }

  @Test(arguments: 1...50)
  func `An order is a permutation, and its gains add up to F(V) - F(∅)`(seed: Int) async throws {
    let layout = row((0..<(1 + seed % 9)).map { 1 + ($0 * seed) % 5 })
    for search in Self.searches {
      let explanation = try await search.explain(layout, noiseFloor: 0, with: wild(seed: seed))
      #expect(explanation.order.sorted() == Array(0..<layout.regionCount))
      let answers = try await wild(seed: seed).evaluate([
        RegionSet.all(regionCount: layout.regionCount), RegionSet(regionCount: layout.regionCount),
      ])
      let objective = Objective.published
      let rise =
        objective.value(shown: answers[0], hidden: answers[1])
        - objective.value(shown: answers[1], hidden: answers[0])
      #expect(abs(explanation.gains.reduce(0, +) - rise) < 1e-12)
      #expect(explanation.insertion.count == layout.regionCount + 1)
      #expect(explanation.deletion.count == layout.regionCount + 1)
      #expect(explanation.insertion.first?.areaFraction == 0)
      #expect(explanation.insertion.last?.areaFraction == 1)
    }
  }

  @Test(arguments: [0, 1])
  func `Equal scores leave the regions in their order`(index: Int) async throws {
    let order = try await Self.searches[index].order(
      of: row(Array(repeating: 1, count: 70)), noiseFloor: 0, constant(1)
    ).regions
    #expect(order == Array(0..<70))
  }

  @Test func `Margins decide where the probabilities saturate`() async throws {
    let saturated = Pair { shown in (1, shown.contains(2) ? 30 : shown.contains(1) ? 20 : 10) }
    let order = try await SingleRoundSearch().order(
      of: row([1, 1, 1]), noiseFloor: 0, saturated
    ).regions
    #expect(order == [2, 1, 0])
  }

  @Test func `Margins do not overrule a clear difference of probabilities`() async throws {
    let opposed = Pair { shown in shown.contains(0) ? (0.9, -50) : (0.1, 50) }
    let order = try await SingleRoundSearch().order(
      of: row([1, 1, 1]), noiseFloor: 0, opposed
    ).regions
    #expect(order.first == 0)
  }

  @Test(arguments: [0, 1])
  func `A failing model ends the search with its own error`(index: Int) async throws {
    let failing = RecordingEvaluator(constant(1), failsAtBatch: 1)
    await #expect(throws: RecordingEvaluator.Failure.self) {
      try await Self.searches[index].explain(
        row([1, 2]), noiseFloor: 0, with: failing)
    }
  }

  @Test func `A spent budget ends a search with the order that it has`() async throws {
    let layout = row(Array(repeating: 1, count: 12))
    let whole = try await GreedySearch().order(of: layout, noiseFloor: 0, wild(seed: 1))
    let memory = CachingEvaluator(wild(seed: 1), budget: 60)
    let found = try await GreedySearch().order(of: layout, noiseFloor: 0, memory)
    #expect(found.ending == .budgetSpent)
    #expect(found.regions.prefix(2) == whole.regions.prefix(2))
    #expect(await memory.evaluationCount == 46)
  }

  /// A model of one token given by its probability.
  private struct Probabilities: Evaluator {
    let probability: @Sendable (RegionSet) -> Double

    func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
      shown.map { Evaluation(probabilities: [probability($0)], margin: 0) }
    }
  }

  /// A model of one token given by its probability and a margin that need not go with it.
  private struct Pair: Evaluator {
    let values: @Sendable (RegionSet) -> (Double, Double)

    func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
      shown.map(values).map { Evaluation(probabilities: [$0.0], margin: $0.1) }
    }
  }
}
