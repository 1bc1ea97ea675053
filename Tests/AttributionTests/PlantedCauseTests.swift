import Attribution
import Imaging
import Testing

/// What the trigger search promises where the cause, a blob of one to six of 64 regions, is known.
@Suite struct PlantedCauseTests {
  private static let seeds = 1...40

  private struct Outcome {
    let cause: Int
    let area: Int
    let causeCount: Int
    let count: Int
    let touches: Bool
    let holds: Bool
    let start: String
    let evaluations: Int
  }

  private func outcomes(_ kind: PlantedImage.Kind) async throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for seed in Self.seeds {
      let image = PlantedImage(kind, seed: seed)
      let memory = CachingEvaluator(image.evaluator)
      let necessary = try await TriggerSearch(
        layout: image.layout, noiseFloor: 0.01, maxEvaluations: nil
      ).triggers(memory)[0]
      outcomes.append(
        Outcome(
          cause: image.layout.pixelCount(of: image.cause),
          area: image.layout.pixelCount(of: necessary.regions),
          causeCount: image.cause.count, count: necessary.regions.count,
          touches: !necessary.regions.intersection(image.cause).isEmpty,
          holds: image.cause.subtracting(necessary.regions).isEmpty, start: necessary.start,
          evaluations: await memory.evaluationCount))
    }
    return outcomes
  }

  @Test func `The necessary set is the cause, at a mean of 165 evaluations for both sides`()
    async throws
  {
    var evaluations: [Int] = []
    for kind in PlantedImage.Kind.allCases {
      let outcomes = try await outcomes(kind)
      evaluations += outcomes.map(\.evaluations)
      let close = outcomes.filter { Double($0.area) <= 1.5 * Double($0.cause) }
      #expect(close.count * 100 >= outcomes.count * 95, "\(kind): area")
      #expect(outcomes.filter(\.touches).count == outcomes.count, "\(kind): place")
      #expect(
        outcomes.reduce(0) { $0 + $1.count } * 4 <= outcomes.reduce(0) { $0 + $1.causeCount } * 5,
        "\(kind): at most a quarter more regions than the cause, on average")
      if [.redundant, .contextual].contains(kind) {
        // Where any piece suffices, all pieces are to be found.
        #expect(outcomes.filter(\.holds).count * 100 >= outcomes.count * 98, "\(kind): pieces")
      }
    }
    // With neither leave-one-out nor leave-one-in to go by, the sufficient set shows where to look.
    let contextual = try await outcomes(.contextual)
    let guided = contextual.filter { $0.start == "near-sufficient" }
    #expect(guided.count * 3 >= contextual.count)
    #expect(evaluations.reduce(0, +) <= 165 * evaluations.count)
    #expect(evaluations.max() ?? 0 <= 300)
  }

  @Test(arguments: [PlantedImage.Kind.redundant, .conjunctive])
  func `Regions that do the other side's work alone are found at little more than their proof`(
    kind: PlantedImage.Kind
  ) async throws {
    for seed in Self.seeds {
      let image = PlantedImage(kind, seed: seed, causeSizes: 7...12)
      let memory = CachingEvaluator(image.evaluator)
      let triggers = try await TriggerSearch(
        layout: image.layout, noiseFloor: 0.01, maxEvaluations: nil
      ).triggers(memory)
      let large = triggers[kind == .redundant ? 0 : 1]
      #expect(large.regions == image.cause)
      #expect(large.minimality == .oneMinimal)
      let round = 2 * image.layout.regionCount + 2
      #expect(await memory.evaluationCount <= round + image.cause.count + 10)
    }
  }
}
