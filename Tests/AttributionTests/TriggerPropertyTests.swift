import Attribution
import Imaging
import Testing

/// Claims of a trigger against brute force over all sets, on models that are neither monotone nor
/// submodular.
@Suite struct TriggerPropertyTests {
  /// A small image and a model of it, at random.
  private struct Sample {
    let layout: RegionLayout
    let evaluator: FormulaEvaluator
    let floor: Double
    let truth: TriggerTruth

    init(seed: Int, largest: Int) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 1...largest, using: &random)
      if seed % 4 == 1 {
        layout = .jitteredGrid(side: 3, &random)
      } else {
        layout = row((0..<count).map { _ in Int.random(in: 1...9, using: &random) })
      }
      floor = [0, 0.3][seed % 2]
      evaluator =
        switch seed % 3 {
        case 0: Self.threshold(layout.regionCount, &random)
        case 1: Self.pieces(layout.regionCount, &random)
        default: wild(seed: seed)
        }
      truth = TriggerTruth(evaluator, count: layout.regionCount, floor: floor)
    }

    /// A sum of weights, some of them negative, against a threshold.
    private static func threshold(
      _ count: Int, _ random: inout SeededGenerator
    ) -> FormulaEvaluator {
      let weights = (0..<count).map { _ in Double.random(in: -0.5...2, using: &random) }
      let bias = Double.random(in: 0...Double(count) / 2, using: &random)
      return FormulaEvaluator { $0.regions.reduce(-bias) { $0 + weights[$1] } }
    }

    /// Three sets of pieces, of which any one in full gives the answer, unless a fourth is in view too.
    private static func pieces(_ count: Int, _ random: inout SeededGenerator) -> FormulaEvaluator {
      let sets = (0..<4).map { _ in
        RegionSet(
          regionCount: count,
          (0..<Int.random(in: 1...4, using: &random)).map { _ in
            Int.random(in: 0..<count, using: &random)
          })
      }
      return FormulaEvaluator { shown in
        let isSeen = sets.map { $0.subtracting(shown).isEmpty }
        let isHidden = isSeen[3] && shown.count < count
        return isSeen[0...2].contains(true) && !isHidden ? 2 : -2
      }
    }
  }

  @Test(arguments: 1...1500)
  func `A trigger claims no more than is true of all sets`(seed: Int) async throws {
    let sample = Sample(seed: seed, largest: seed % 10 == 0 ? 12 : 8)
    let search = TriggerSearch(
      layout: sample.layout, noiseFloor: sample.floor, maxEvaluations: nil)
    for trigger in try await search.triggers(sample.evaluator) {
      sample.truth.check(trigger)
      let again = try await trigger.recheck(with: sample.evaluator, noiseFloor: sample.floor)
      #expect(again.map(\.margin) == trigger.certificate.map(\.margin))
      if trigger.status == .found { #expect(again.allSatisfy { $0.outcome == .holds }) }
    }
  }

  @Test(arguments: 1...60)
  func `At every budget the best set so far is kept, and nothing is claimed that it does not prove`(
    seed: Int
  ) async throws {
    let sample = Sample(seed: seed, largest: 8)
    let memory = CachingEvaluator(sample.evaluator)
    let search = {
      TriggerSearch(layout: sample.layout, noiseFloor: sample.floor, maxEvaluations: $0)
    }
    let unlimited = try await search(nil).triggers(memory)
    let needed = await memory.evaluationCount

    var smallest = (count: Int.max, area: Int.max)
    for budget in 0...needed {
      let recording = RecordingEvaluator(sample.evaluator)
      let triggers = try await search(budget).triggers(recording)
      #expect(recording.sets.count <= budget)
      for trigger in triggers {
        sample.truth.checkClaims(trigger)
        if trigger.status == .budgetSpent { #expect(trigger.minimality == .unproven) }
      }
      // The sufficient side is searched first: with more to spend it goes on where it stopped.
      let set = triggers[1].regions
      let size =
        set.isEmpty
        ? (count: Int.max, area: Int.max) : (set.count, sample.layout.pixelCount(of: set))
      #expect(size <= smallest)
      smallest = size
      if budget == needed { #expect(triggers == unlimited) }
    }
  }

  @Test(arguments: 1...20)
  func `The same model gives the same triggers`(seed: Int) async throws {
    let image = PlantedImage(.contextual, seed: seed)
    let search = TriggerSearch(layout: image.layout, noiseFloor: 0.05, maxEvaluations: 200)
    let (first, second) = (
      try await search.triggers(image.evaluator), try await search.triggers(image.evaluator)
    )
    #expect(first == second)
  }
}
