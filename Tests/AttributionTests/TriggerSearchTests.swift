import Attribution
import Imaging
import Testing

@Suite struct TriggerSearchTests {
  private let layout = row([5, 4, 3, 2, 1, 6])

  private func triggers(
    _ evaluator: any Evaluator, noiseFloor: Double = 0.1, maxEvaluations: Int? = nil
  ) async throws -> (necessary: Trigger, sufficient: Trigger) {
    let found = try await TriggerSearch(
      layout: layout, noiseFloor: noiseFloor, maxEvaluations: maxEvaluations
    ).triggers(evaluator)
    #expect(found.map(\.side) == [.necessary, .sufficient])
    return (found[0], found[1])
  }

  /// The answer is given when the formula holds.
  private func yes(_ holds: @escaping @Sendable (RegionSet) -> Bool) -> FormulaEvaluator {
    FormulaEvaluator { holds($0) ? 2 : -2 }
  }

  @Test func `One region that does everything is the minimum on both sides`() async throws {
    let (necessary, sufficient) = try await triggers(yes { $0.contains(3) })
    for trigger in [necessary, sufficient] {
      #expect(trigger.status == .found)
      #expect(trigger.regions.regions == [3])
      #expect(trigger.minimality == .minimum)
      #expect(trigger.certificate.map(\.claim) == [.setSuffices, .regionNeeded(3)])
      #expect(trigger.start == "single-region")
      #expect(trigger.evaluationCount == 14)
    }
    #expect(necessary.certificate.map(\.margin) == [-2, 2])
    #expect(sufficient.certificate.map(\.margin) == [2, -2])
    #expect(necessary.certificate[0].shown.regions == [0, 1, 2, 4, 5])
    #expect(sufficient.certificate[0].shown.regions == [3])
  }

  @Test func `Of several single regions the smallest is taken`() async throws {
    let (necessary, _) = try await triggers(yes { $0.contains(1) && $0.contains(4) })
    #expect(necessary.regions.regions == [4])
  }

  @Test func `Two regions, of which each suffices, are necessary only together`() async throws {
    let (necessary, sufficient) = try await triggers(yes { $0.contains(0) || $0.contains(5) })
    #expect(necessary.regions.regions == [0, 5])
    #expect(necessary.minimality == .minimum)
    #expect(
      necessary.certificate.map(\.claim) == [
        .setSuffices, .regionNeeded(0), .regionNeeded(5),
        .subsetFails(RegionSet(regionCount: 6)),
      ] + (1...4).map { .subsetFails(RegionSet(regionCount: 6, [$0])) })
    #expect(sufficient.regions.regions == [0])
    #expect(sufficient.minimality == .minimum)
  }

  @Test
  func `Away from protected regions, a set and every line of its proof are what the model says`()
    async throws
  {
    // Without region 0 alone the answer is gone; so it is without 2 and 4 together.
    let evaluator = yes { $0.contains(0) && ($0.contains(2) || $0.contains(4)) }
    let trigger = try await TriggerSearch(
      layout: layout, noiseFloor: 0.1, maxEvaluations: nil,
      protecting: RegionSet(regionCount: 6, [0])
    ).triggers(evaluator)[0]
    #expect(trigger.regions.regions == [2, 4])
    // Whether region 0 would do it alone was not to be asked: two are not called the minimum.
    #expect(trigger.minimality == .subsetMinimal)
    #expect(trigger.certificate.count == 4)
    for entry in trigger.certificate {
      #expect(entry.margin == evaluator.margin(entry.shown))
    }
    let again = try await trigger.recheck(with: evaluator, noiseFloor: 0.1)
    #expect(again.allSatisfy { $0.outcome == .holds })
  }

  @Test(arguments: 0..<200)
  func `Protected regions are in no necessary set, whatever the model is like`(seed: Int)
    async throws
  {
    let evaluator = wild(seed: seed)
    let protected = RegionSet(regionCount: 6, [seed % 6, (seed / 6) % 6])
    let triggers = try await TriggerSearch(
      layout: layout, noiseFloor: 0, maxEvaluations: nil, protecting: protected
    ).triggers(evaluator)
    #expect(triggers[0].regions.intersection(protected).isEmpty)
    for trigger in triggers where trigger.status == .found {
      for entry in trigger.certificate {
        #expect(entry.margin == evaluator.margin(entry.shown))
      }
      let again = try await trigger.recheck(with: evaluator, noiseFloor: 0)
      #expect(again.allSatisfy { $0.outcome == .holds })
    }
  }

  @Test func `Three regions that are needed together are subset-minimal`() async throws {
    let (necessary, sufficient) = try await triggers(
      yes { $0.intersection(RegionSet(regionCount: 6, [0, 2, 4])).count == 3 })
    #expect(necessary.regions.regions == [4])
    #expect(sufficient.regions.regions == [0, 2, 4])
    #expect(sufficient.minimality == .subsetMinimal)
    #expect(sufficient.certificate.count == 1 + 7)
  }

  @Test func `Five regions that are needed together are called 1-minimal`() async throws {
    let (_, sufficient) = try await triggers(yes { $0.count - ($0.contains(1) ? 1 : 0) == 5 })
    #expect(sufficient.regions.regions == [0, 2, 3, 4, 5])
    #expect(sufficient.minimality == .oneMinimal)
    #expect(sufficient.certificate.count == 1 + 5)
  }

  @Test func `A smaller subset that does it after all takes the place of a 1-minimal set`()
    async throws
  {
    // No three of the first four regions keep the answer, but two of them alone do.
    let (four, two) = (RegionSet(regionCount: 6, 0..<4), RegionSet(regionCount: 6, [0, 1]))
    let (_, sufficient) = try await triggers(yes { $0 == two || four.subtracting($0).isEmpty })
    #expect(sufficient.status == .found)
    #expect(sufficient.regions == two)
    #expect(sufficient.minimality == .minimum)
  }

  @Test func `An answer that needs no image is a language prior, and may be necessary yet`()
    async throws
  {
    let always = try await triggers(constant(2))
    #expect(always.necessary.status == .neverFlips)
    #expect(always.sufficient.status == .languagePrior)
    for trigger in [always.necessary, always.sufficient] {
      #expect(trigger.regions.isEmpty)
      #expect(trigger.certificate.isEmpty)
      #expect(trigger.minimality == .unproven)
    }
    let (necessary, sufficient) = try await triggers(yes { $0.contains(2) || $0.isEmpty })
    #expect(necessary.status == .found)
    #expect(necessary.regions.regions == [2])
    #expect(sufficient.status == .languagePrior)
  }

  @Test func `Regions that the answer needs are found although it needs no image`() async throws {
    // Next to nothing keeps the answer, whatever it is: that a region is enough alone says nothing about it.
    let cause = RegionSet(regionCount: 6, [1, 4])
    let (necessary, sufficient) = try await triggers(
      FormulaEvaluator { $0.count <= 1 ? 2 : 2 * Double($0.intersection(cause).count) - 1 })
    #expect(necessary.status == .found)
    #expect(necessary.regions == cause)
    #expect(sufficient.status == .languagePrior)
  }

  @Test(arguments: [-2.0, 0, 0.05])
  func `An answer that the full image does not clearly give is uncertain`(
    margin: Double
  ) async throws {
    let (necessary, sufficient) = try await triggers(constant(margin))
    for trigger in [necessary, sufficient] {
      #expect(trigger.status == .uncertain)
      #expect(trigger.regions.isEmpty)
    }
  }

  @Test func `A put-back inside the noise makes a set uncertain`() async throws {
    let shaky = FormulaEvaluator { shown in
      switch (shown.contains(0), shown.contains(5)) {
      case (true, true): 2
      case (true, false): 0.05
      default: -2
      }
    }
    let (_, sufficient) = try await triggers(shaky)
    #expect(sufficient.status == .uncertain)
    #expect(sufficient.regions.regions == [0, 5])
    #expect(sufficient.minimality == .unproven)
    #expect(sufficient.certificate.map(\.margin) == [2, -2, 0.05])
    let (_, certain) = try await triggers(shaky, noiseFloor: 0.01)
    #expect(certain.regions.regions == [0])
    #expect(certain.status == .found)
  }

  @Test func `A flip inside the noise is no flip`() async throws {
    let faint = FormulaEvaluator { $0.contains(3) ? 2 : -0.05 }
    let (necessary, sufficient) = try await triggers(faint)
    #expect(necessary.status == .uncertain)
    #expect(necessary.regions.isEmpty)
    #expect(sufficient.status == .uncertain)
    #expect(sufficient.regions.regions == [3])
  }

  @Test func `A single region is the whole image`() async throws {
    let found = try await TriggerSearch(layout: row([7]), noiseFloor: 0, maxEvaluations: nil)
      .triggers(yes { $0.contains(0) })
    for trigger in found {
      #expect(trigger.status == .found)
      #expect(trigger.regions.regions == [0])
      #expect(trigger.minimality == .minimum)
      #expect(trigger.evaluationCount == 2)
    }
  }

  @Test(arguments: [0, 5, 13])
  func `A budget below the first round finds nothing and asks nothing`(budget: Int) async throws {
    let recording = RecordingEvaluator(yes { $0.contains(3) })
    let (necessary, sufficient) = try await triggers(recording, maxEvaluations: budget)
    for trigger in [necessary, sufficient] {
      #expect(trigger.status == .budgetSpent)
      #expect(trigger.regions.isEmpty)
      #expect(trigger.evaluationCount == 0)
    }
    #expect(recording.sets.isEmpty)
  }

  @Test(arguments: 14...40)
  func `A budget is never exceeded, and no claim outruns it`(budget: Int) async throws {
    let recording = RecordingEvaluator(wild(seed: 77))
    let (necessary, sufficient) = try await triggers(recording, maxEvaluations: budget)
    #expect(recording.sets.count <= budget)
    for trigger in [necessary, sufficient] where trigger.status == .budgetSpent {
      #expect(trigger.minimality == .unproven)
    }
  }

  @Test func `A spent budget leaves the set at hand`() async throws {
    // Any piece of six suffices: all are found by leave-one-in, and putting them back is not paid for.
    let cause = RegionSet(regionCount: 20, [2, 3, 4, 5, 6, 7])
    let found = try await TriggerSearch(
      layout: row(Array(repeating: 1, count: 20)), noiseFloor: 0, maxEvaluations: 42 + 8
    ).triggers(FormulaEvaluator { $0.intersection(cause).isEmpty ? -2 : 2 })
    #expect(found[0].status == .budgetSpent)
    #expect(cause.subtracting(found[0].regions).isEmpty)
    #expect(found[0].certificate.first?.claim == .setSuffices)
    #expect(found[1].status == .found)
  }

  @Test(arguments: [1, 2, 3])
  func `A failing model ends the search with its own error`(batch: Int) async throws {
    let failing = RecordingEvaluator(
      yes { $0.intersection(RegionSet(regionCount: 6, [0, 2, 4])).count == 3 }, failsAtBatch: batch)
    await #expect(throws: RecordingEvaluator.Failure.self) {
      _ = try await triggers(failing)
    }
  }

  @Test func `A margin that is not a number is refused`() async throws {
    await #expect(throws: InvalidEvaluation.self) {
      _ = try await triggers(FormulaEvaluator { $0.count == 5 ? .nan : 1 })
    }
  }

  @Test func `Both sides share what an explanation has asked`() async throws {
    let recording = RecordingEvaluator(yes { $0.contains(0) || $0.contains(5) })
    let memory = CachingEvaluator(recording)
    _ = try await SingleRoundSearch().explain(layout, noiseFloor: 0, with: memory)
    let before = recording.sets.count
    let (necessary, sufficient) = try await triggers(memory)
    #expect(recording.sets.count == Set(recording.sets).count)
    #expect(recording.sets.count - before < necessary.evaluationCount)
    #expect(sufficient.evaluationCount == 14)
  }

  @Test func `A recheck tells which claims still hold`() async throws {
    let (necessary, _) = try await triggers(yes { $0.contains(0) || $0.contains(5) })
    let same = try await necessary.recheck(
      with: yes { $0.contains(0) || $0.contains(5) }, noiseFloor: 0.1)
    #expect(same.map(\.entry) == necessary.certificate)
    #expect(same.allSatisfy { $0.outcome == .holds })

    let other = try await necessary.recheck(
      with: FormulaEvaluator { $0.contains(5) ? 2 : $0.contains(0) ? -2 : -0.05 }, noiseFloor: 0.1)
    // The last four lines are about the other regions: none of them does it alone.
    #expect(other.map(\.outcome) == [.uncertain, .broken] + Array(repeating: .holds, count: 6))
    #expect(other.map(\.margin) == [-0.05, -2] + Array(repeating: 2, count: 6))
  }
}
