import Attribution
import Imaging
import Testing

/// Claims of a trigger against brute force over all sets, on models that are neither monotone nor
/// submodular.
@Suite struct TriggerPropertyTests {
  /// The margins of all sets, and what a side makes of them.
  private struct Truth {
    let count: Int
    let margins: [Double]
    let floor: Double

    init(_ evaluator: FormulaEvaluator, count: Int, floor: Double) {
      self.count = count
      self.floor = floor
      margins = (0..<(1 << count)).map { evaluator.margin(Self.set($0, count)) }
    }

    static func set(_ bits: Int, _ count: Int) -> RegionSet {
      RegionSet(regionCount: count, (0..<count).filter { bits >> $0 & 1 == 1 })
    }

    func lead(_ set: RegionSet, _ side: Trigger.Side) -> Double {
      side == .necessary
        ? -margins[Int(set.complement.words[0])] : margins[Int(set.words[0])]
    }

    func fails(_ set: RegionSet, _ side: Trigger.Side) -> Bool { lead(set, side) < -floor }
  }

  @Test(arguments: 1...600)
  func `A trigger claims no more than is true of all sets`(seed: Int) async throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...9, using: &random)
    let floor = [0, 0.3][seed % 2]
    let layout = row((0..<count).map { _ in Int.random(in: 1...9, using: &random) })
    let evaluator = seed % 3 == 0 ? threshold(&random, count) : wild(seed: seed)
    let truth = Truth(evaluator, count: count, floor: floor)

    for trigger in try await TriggerSearch(
      layout: layout, noiseFloor: floor, maxEvaluations: nil
    ).triggers(evaluator) {
      try check(trigger, against: truth)
      let again = try await trigger.recheck(with: evaluator, noiseFloor: floor)
      if trigger.status == .found { #expect(again.allSatisfy { $0.outcome == .holds }) }
    }
  }

  private func check(_ trigger: Trigger, against truth: Truth) throws {
    let (set, side) = (trigger.regions, trigger.side)
    let all = RegionSet.all(regionCount: truth.count)
    switch trigger.status {
    case .found,
      .uncertain where !set.isEmpty:
      #expect(truth.lead(set, side) > truth.floor)
      let putBacks = set.regions.map(set.removing)
      #expect(putBacks.allSatisfy { truth.lead($0, side) <= truth.floor })
      #expect((trigger.status == .found) == putBacks.allSatisfy { truth.fails($0, side) })
      #expect((trigger.status == .found) == (trigger.minimality != .unproven))
    case .uncertain:
      #expect(
        truth.margins[Int(all.words[0])] <= truth.floor || abs(truth.margins[0]) <= truth.floor)
    case .neverFlips: #expect(truth.fails(all, side))
    case .languagePrior: #expect(truth.margins[0] > truth.floor)
    default: Issue.record("without a budget a search cannot end as \(trigger.status)")
    }
    if [.subsetMinimal, .minimum].contains(trigger.minimality) {
      for bits in 0..<(1 << truth.count) {
        let other = Truth.set(bits, truth.count)
        let isProperSubset = other != set && other.subtracting(set).isEmpty
        let isSmaller = trigger.minimality == .minimum && other.count < set.count
        if isProperSubset || isSmaller { #expect(truth.fails(other, side)) }
      }
    }
  }

  /// A sum of weights, some of them negative, against a threshold.
  private func threshold(_ random: inout SeededGenerator, _ count: Int) -> FormulaEvaluator {
    let weights = (0..<count).map { _ in Double.random(in: -0.5...2, using: &random) }
    let bias = Double.random(in: 0...Double(count) / 2, using: &random)
    return FormulaEvaluator { $0.regions.reduce(-bias) { $0 + weights[$1] } }
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
