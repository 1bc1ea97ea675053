import Attribution
import Imaging
import Testing

/// What every search promises, whatever the model says.
@Suite struct SearchPropertyTests {
  static let names = RegionSearches.all.map(\.name)
  private static let counts = [1, 2, 3, 5, 9, 20]

  private func search(_ name: String) throws -> any RegionSearch {
    try #require(RegionSearches.search(named: name))
  }

  private func line(_ count: Int) -> RegionLayout { row((0..<count).map { 1 + $0 % 3 }) }

  @Test func `Every search has a name of its own`() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(RegionSearches.standard.name == Self.names.first)
    #expect(RegionSearches.search(named: "best") == nil)
  }

  @Test(arguments: names)
  func `An order is a permutation, and the same one every time`(name: String) async throws {
    let search = try search(name)
    for count in Self.counts {
      for seed in 1...20 {
        let found = try await search.order(of: line(count), noiseFloor: 0, wild(seed: seed))
        #expect(found.regions.sorted() == Array(0..<count), "seed \(seed)")
        #expect(found.ending == .complete, "seed \(seed)")
        let again = try await search.order(of: line(count), noiseFloor: 0, wild(seed: seed))
        #expect(found == again, "seed \(seed)")
      }
    }
  }

  @Test(arguments: names)
  func `An explanation's gains add up to F(V) - F(∅)`(name: String) async throws {
    for seed in 1...20 {
      let layout = line(1 + seed % 9)
      let found = try await search(name).explain(layout, noiseFloor: 0, with: wild(seed: seed))
      let ends = try await wild(seed: seed).evaluate([
        RegionSet.all(regionCount: layout.regionCount), RegionSet(regionCount: layout.regionCount),
      ])
      let rise = 2 * (ends[0].meanProbability - ends[1].meanProbability)
      #expect(abs(found.gains.reduce(0, +) - rise) < 1e-12, "seed \(seed)")
      #expect(found.insertion.count == layout.regionCount + 1)
      #expect(found.deletion.count == layout.regionCount + 1)
      #expect(found.roundCount >= 1)
      #expect(found.ending == .complete)
    }
  }

  @Test(arguments: names.filter { !$0.hasPrefix("random") && $0 != "center-first" })
  func `Equal scores leave the regions in their order`(name: String) async throws {
    for count in Self.counts {
      let found = try await search(name).order(of: line(count), noiseFloor: 0, constant(1))
      #expect(found.regions == Array(0..<count))
    }
  }

  @Test(arguments: names, [1, 2, 6])
  func `At any budget there is an order that can be walked, or an error`(
    name: String, count: Int
  ) async throws {
    let search = try search(name)
    let full = try await search.explain(line(count), noiseFloor: 0, with: wild(seed: 5))
    var wasFound = false
    for budget in 0...full.evaluationCount {
      let memory = CachingEvaluator(wild(seed: 5), budget: budget)
      do {
        let found = try await search.explain(line(count), noiseFloor: 0, with: memory)
        wasFound = true
        #expect(found.order.sorted() == Array(0..<count))
        #expect(found.evaluationCount <= budget)
        if found.ending == .complete { #expect(found == full) }
        let limited = try await search.explain(
          line(count), noiseFloor: 0, with: wild(seed: 5), maxEvaluations: budget)
        #expect(limited == found)
      } catch is BudgetSpent {
        #expect(!wasFound, "\(budget) evaluations were too few after fewer had been enough")
      }
    }
    // What is kept back for the curves may turn out to be known already.
    let whole = try await search.explain(
      line(count), noiseFloor: 0, with: wild(seed: 5),
      maxEvaluations: full.evaluationCount + 2 * count)
    #expect(whole == full)
  }

  @Test(arguments: names)
  func `A search cut short keeps the order that it has`(name: String) async throws {
    let search = try search(name)
    let recording = RecordingEvaluator(wild(seed: 3))
    _ = try await search.order(of: line(7), noiseFloor: 0, CachingEvaluator(recording))
    // The two ends alone say nothing of any region.
    let least = recording.batches.prefix { $0.count <= 2 }.count + 1
    for budget in recording.batches.prefix(least).joined().count...max(recording.sets.count, 1) {
      let memory = CachingEvaluator(wild(seed: 3), budget: budget)
      let found = try await search.order(of: line(7), noiseFloor: 0, memory)
      #expect(found.regions.sorted() == Array(0..<7))
      #expect((found.ending == .complete) == (budget >= recording.sets.count))
    }
  }

  @Test(arguments: names)
  func `What a shared memory knows costs a budget nothing`(name: String) async throws {
    let search = try search(name)
    let full = try await search.explain(line(6), noiseFloor: 0, with: wild(seed: 2))
    let memory = CachingEvaluator(wild(seed: 2), budget: full.evaluationCount + 10)
    #expect(try await search.explain(line(6), noiseFloor: 0, with: memory) == full)
    #expect(try await search.explain(line(6), noiseFloor: 0, with: memory) == full)
  }

  @Test(arguments: names)
  func `Inside the noise only the tail of an order differs`(name: String) async throws {
    let search = try search(name)
    for seed in 1...20 {
      // Three regions carry the answer; the others move it by less than the floor.
      let model = FormulaEvaluator { shown in
        var random = SeededGenerator(
          seed: seed ^ Int(truncatingIfNeeded: shown.words[0] &* 0x5851_F42D))
        let evidence = [1, 4, 6].reduce(-5.0) { $0 + (shown.contains($1) ? 4 : 0) }
        return evidence + Double.random(in: -0.01...0.01, using: &random)
      }
      let whole = try await search.order(of: line(9), noiseFloor: 0, model)
      let found = try await search.order(of: line(9), noiseFloor: 0.05, model)
      #expect(found.regions.sorted() == Array(0..<9))
      if found.ending == .complete {
        #expect(found == whole, "seed \(seed)")
      } else {
        #expect(found.ending == .insideNoise)
        let same = zip(found.regions, whole.regions).prefix { $0 == $1 }.count
        #expect(Set(found.regions.prefix(same)).isSuperset(of: [1, 4, 6]), "seed \(seed)")
      }
    }
  }

  @Test func `A wide window that is rescored at every step is greedy`() async throws {
    for count in Self.counts {
      for seed in 1...20 {
        let greedy = try await GreedySearch().order(
          of: line(count), noiseFloor: 0, wild(seed: seed))
        let window = try await WindowSearch(width: count, rescoreStep: 1).order(
          of: line(count), noiseFloor: 0, wild(seed: seed))
        #expect(window == greedy, "\(count) regions, seed \(seed)")
      }
    }
  }

  @Test(arguments: [1, 4, 100])
  func `Lazy search is greedy where gains only shrink, and asks less`(batch: Int) async throws {
    // What is lost without a set grows faster the more is missing: only insight is submodular.
    let insight = Objective(lambda1: 1, lambda2: 0)
    for count in Self.counts {
      for seed in 1...20 {
        let model = Coverage(seed: seed)
        let recording = RecordingEvaluator(model)
        let greedy = try await GreedySearch(objective: insight).order(
          of: line(count), noiseFloor: 0, model)
        let lazy = try await LazySearch(batchSize: batch, objective: insight).order(
          of: line(count), noiseFloor: 0, CachingEvaluator(recording))
        #expect(lazy == greedy, "\(count) regions, seed \(seed)")
        if count == 20, batch == 1 { #expect(recording.sets.count < count * (count + 1)) }
      }
    }
  }

  /// Each region covers some of 40 equal patches; p is the share covered: monotone and submodular.
  private struct Coverage: Evaluator {
    let seed: Int

    func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
      shown.map { set in
        var random = SeededGenerator(seed: seed)
        let patches = (0..<set.regionCount).map { _ in
          (0..<4).map { _ in Int.random(in: 0..<40, using: &random) }
        }
        let covered = Set(set.regions.flatMap { patches[$0] }).count
        return Evaluation(probabilities: [Double(covered) / 64], margin: 0)
      }
    }
  }
}
