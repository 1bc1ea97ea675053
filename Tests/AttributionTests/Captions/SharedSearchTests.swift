import Attribution
import Imaging
import Testing

@testable import Attribution

@Suite("A search that shares what others asked")
struct SharedSearchTests {
  private let layout = RegionLayout(LabelMap.grid(width: 48, height: 48, regionCount: 36))

  /// The answer hangs on two regions together.
  private func pair(_ one: Int, _ other: Int) -> FormulaEvaluator {
    FormulaEvaluator { shown in
      (shown.contains(one) && shown.contains(other) ? 3 : -3) + 0.01 * Double(shown.count)
    }
  }

  private func known(
    _ evaluator: some Evaluator
  ) async throws -> [(set: RegionSet, evaluation: Evaluation)] {
    let none = RegionSet(regionCount: layout.regionCount)
    let singles = (0..<layout.regionCount).map(none.inserting)
    let sets = [none.complement, none] + singles + singles.map(\.complement)
    return zip(sets, try await evaluator.evaluate(sets)).map { ($0, $1) }
  }

  @Test("finds the regions that matter, and asks no more than it may")
  func finds() async throws {
    let evaluator = pair(7, 22)
    let recorder = RecordingEvaluator(evaluator)
    var search = SharedSearch(of: layout, knowing: try await known(evaluator), recorder)
    let explanation = try await search.explain(within: 120)
    #expect(Set(explanation.order.prefix(2)) == [7, 22])
    #expect(explanation.order.sorted() == Array(0..<layout.regionCount))
    #expect(recorder.sets.count <= 120 && recorder.sets.count == explanation.evaluationCount)
    #expect(Set(recorder.sets).count == recorder.sets.count)
    let measured = try #require(explanation.measured)
    #expect(measured.first == 0 && measured.last == layout.regionCount)
    #expect(measured == measured.sorted() && measured.count < layout.regionCount + 1)
  }

  @Test("draws curves that are the model's where it was asked, and straight between")
  func curves() async throws {
    let evaluator = pair(3, 30)
    var search = SharedSearch(of: layout, knowing: try await known(evaluator), evaluator)
    let explanation = try await search.explain(within: 60)
    let full = try await Explanation(
      along: explanation.order, search: "full", layout: layout, evaluator: evaluator)
    let measured = try #require(explanation.measured)
    for rank in measured {
      #expect(explanation.insertion[rank] == full.insertion[rank])
      #expect(explanation.deletion[rank] == full.deletion[rank])
    }
    for (low, high) in zip(measured, measured.dropFirst()) {
      for rank in low...high {
        let (start, end) = (explanation.insertion[low], explanation.insertion[high])
        let share =
          (explanation.insertion[rank].areaFraction - start.areaFraction)
          / (end.areaFraction - start.areaFraction)
        let straight = start.value + (end.value - start.value) * share
        #expect(abs(explanation.insertion[rank].value - straight) < 1e-12)
      }
    }
    #expect(explanation.insertion.map(\.areaFraction) == full.insertion.map(\.areaFraction))
    let gains = explanation.gains.reduce(0, +)
    #expect(abs(gains - full.gains.reduce(0, +)) < 1e-9)
  }

  @Test("walks once even when nothing may be asked")
  func broke() async throws {
    let evaluator = wild(seed: 5)
    var search = SharedSearch(of: layout, knowing: try await known(evaluator), evaluator)
    let explanation = try await search.explain(within: 0)
    #expect(explanation.ending == .budgetSpent && explanation.roundCount == 1)
    #expect(explanation.order.sorted() == Array(0..<layout.regionCount))
  }

  @Test("keeps the order that it has when the evaluations run out", arguments: [25, 40, 60])
  func spent(budget: Int) async throws {
    let evaluator = wild(seed: 6)
    let known = try await known(evaluator)
    let memory = CachingEvaluator(evaluator, budget: budget)
    var search = SharedSearch(of: layout, knowing: known, memory)
    let explanation = try await search.explain(within: 1000)
    #expect(explanation.order.sorted() == Array(0..<layout.regionCount))
    #expect(explanation.evaluationCount <= budget)
    var poor = SharedSearch(of: layout, knowing: known, CachingEvaluator(evaluator, budget: 1))
    await #expect(throws: BudgetSpent.self) { try await poor.explain(within: 1000) }
  }

  @Test("strides ever wider, from none to all", arguments: [1, 2, 3, 10, 64, 999])
  func strides(count: Int) {
    let strides = SharedSearch.strides(over: count)
    #expect(strides.first == 0 && strides.last == count)
    #expect(zip(strides, strides.dropFirst()).allSatisfy(<))
  }
}

@Suite("A trigger with a demand")
struct DemandTests {
  private let layout = RegionLayout(LabelMap.grid(width: 24, height: 24, regionCount: 9))

  /// Each of three regions takes two nats from the answer.
  private let evaluator = FormulaEvaluator { shown in
    1 - 2 * Double([0, 4, 8].count { !shown.contains($0) })
  }

  @Test("takes more away than any flip needs, and is minimal for that", arguments: [0, 2, 4.5])
  func necessary(demand: Double) async throws {
    let triggers = try await TriggerSearch(
      layout: layout, noiseFloor: 0, maxEvaluations: nil, demand: demand
    ).triggers(evaluator)
    let necessary = triggers[0]
    // 1 - 2 k < -demand.
    #expect(necessary.regions.count == (demand == 0 ? 1 : demand == 2 ? 2 : 3))
    #expect(necessary.status == .found && necessary.demand == demand)
    let again = try await necessary.recheck(with: evaluator, noiseFloor: 0)
    #expect(again.allSatisfy { $0.outcome == .holds })
    #expect(triggers[1].demand == 0)
  }

  @Test("proves nothing by a bounded margin that falls short of it, for the true one may not")
  func bounded() async throws {
    let unsure = FormulaEvaluator(isBounded: { $0.count < 9 }) { shown in
      1 - 2 * Double([0, 4, 8].count { !shown.contains($0) })
    }
    func necessary(_ evaluator: FormulaEvaluator) async throws -> Trigger {
      try await TriggerSearch(
        layout: layout, noiseFloor: 0, maxEvaluations: nil, demand: 2
      ).triggers(evaluator)[0]
    }
    let sure = try await necessary(evaluator)
    let trigger = try await necessary(unsure)
    #expect(sure.minimality == .subsetMinimal || sure.minimality == .minimum)
    #expect(trigger.regions == sure.regions)
    #expect(trigger.minimality == .unproven && trigger.status == .uncertain)
    let again = try await sure.recheck(with: unsure, noiseFloor: 0)
    #expect(again.first?.outcome == .holds)
    #expect(again.dropFirst().contains { $0.outcome == .uncertain })
    #expect(!again.contains { $0.outcome == .broken })
  }

  @Test("is not there when nothing takes that much away")
  func never() async throws {
    let triggers = try await TriggerSearch(
      layout: layout, noiseFloor: 0, maxEvaluations: nil, demand: 6
    ).triggers(evaluator)
    #expect(triggers[0].status == .neverFlips && triggers[0].regions.isEmpty)
  }
}
