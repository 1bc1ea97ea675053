import Attribution
import Imaging
import Testing

/// The margins of all sets of a small image, and what they say of a trigger: the truth by brute force.
struct TriggerTruth {
  let count: Int
  let floor: Double
  private let margins: [Double]

  init(_ evaluator: FormulaEvaluator, count: Int, floor: Double) {
    self.count = count
    self.floor = floor
    margins = (0..<(1 << count)).map { evaluator.margin(Self.set($0, count)) }
  }

  /// Records an issue for everything that a trigger of an unlimited search says and that is not so.
  func check(_ trigger: Trigger) {
    let (set, side) = (trigger.regions, trigger.side)
    let all = RegionSet.all(regionCount: count)
    switch trigger.status {
    case .found,
      .uncertain where !set.isEmpty:
      #expect(lead(set, side) > floor)
      let putBacks = set.regions.map(set.removing)
      #expect(putBacks.allSatisfy { lead($0, side) <= floor })
      #expect((trigger.status == .found) == putBacks.allSatisfy { fails($0, side) })
    case .uncertain: #expect(margin(all) <= floor || abs(margins[0]) <= floor)
    case .neverFlips: #expect(fails(all, side))
    case .languagePrior: #expect(margins[0] > floor)
    case .budgetSpent: Issue.record("without a budget a search cannot spend it")
    }
    checkClaims(trigger)
  }

  /// Records an issue where a trigger claims more than is true, or than its own certificate holds.
  func checkClaims(_ trigger: Trigger) {
    let (set, side) = (trigger.regions, trigger.side)
    #expect((trigger.status == .found) == (trigger.minimality != .unproven))
    #expect(set.isEmpty || lead(set, side) > floor)
    for line in trigger.certificate {
      let subject = side == .necessary ? line.shown.complement : line.shown
      #expect(line.margin == margin(line.shown))
      switch line.claim {
      case .setSuffices: #expect(subject == set)
      case .regionNeeded(let region): #expect(subject == set.removing(region))
      case .subsetFails(let subset): #expect(subject == subset)
      }
    }
    guard trigger.status == .found else { return }
    #expect(trigger.certificate.first?.claim == .setSuffices)
    let failing = Set(
      trigger.certificate.dropFirst().map {
        side == .necessary ? $0.shown.complement : $0.shown
      })
    #expect(failing.allSatisfy { fails($0, side) })
    for smaller in setsToFail(for: trigger) {
      #expect(fails(smaller, side))
      // Of a minimum, what holds a set of no region holds every trigger.
      #expect(failing.contains(smaller) || smaller.isEmpty)
    }
  }

  /// The sets that must fail for the claimed minimality.
  private func setsToFail(for trigger: Trigger) -> [RegionSet] {
    let set = trigger.regions
    let others = (0..<(1 << count)).map { Self.set($0, count) }
    return switch trigger.minimality {
    case .unproven: []
    case .oneMinimal: set.regions.map(set.removing)
    case .subsetMinimal: others.filter { $0 != set && $0.subtracting(set).isEmpty }
    case .minimum: others.filter { $0.count < set.count }
    }
  }

  private func lead(_ set: RegionSet, _ side: Trigger.Side) -> Double {
    side == .necessary ? -margin(set.complement) : margin(set)
  }

  private func fails(_ set: RegionSet, _ side: Trigger.Side) -> Bool { lead(set, side) < -floor }

  private func margin(_ shown: RegionSet) -> Double { margins[Int(shown.words[0])] }

  private static func set(_ bits: Int, _ count: Int) -> RegionSet {
    RegionSet(regionCount: count, (0..<count).filter { bits >> $0 & 1 == 1 })
  }
}
