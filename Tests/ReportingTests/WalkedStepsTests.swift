import Attribution
import Imaging
import Testing

@testable import Reporting

/// Where along an order the answer turns, as the recorded margins tell it.
@Suite struct WalkedStepsTests {
  @Test("the answer turns at the first step whose margin clears the noise")
  func turns() {
    let steps = WalkedSteps(
      shown: [-3, 0.04, 0.06, -1, 2], removed: [2, 0.5, -0.05, -0.2, -3], noiseFloor: 0.05)
    #expect(steps.turn(.shown) == 2)
    #expect(steps.turn(.removed) == 3)
    #expect(steps.saying(.shown, 1) == nil && steps.saying(.removed, 2) == nil)
    #expect(steps.saying(.shown, 3) == .flipped && steps.saying(.removed, 1) == .same)
    #expect(steps.saying(.removed, 5) == nil)
  }

  @Test("what never turns, or was never asked, has no such step")
  func never() {
    let stays = WalkedSteps(shown: [1, 1], removed: [1, 1], noiseFloor: 0)
    #expect(stays.turn(.removed) == nil && stays.turn(.shown) == 0)
    let unknown = WalkedSteps(shown: [nil, nil], removed: [nil, nil], noiseFloor: 0)
    #expect(unknown.turn(.removed) == nil && unknown.turn(.shown) == nil)
  }

  @Test("of an answer that the model does not give, the other one is what turns")
  func counterAnswer() {
    let steps = WalkedSteps(shown: [1, -1], removed: [-1, 1], noiseFloor: 0)
    #expect(steps.turn(.removed) == 1 && steps.turn(.shown) == 1)
    #expect(steps.saying(.removed, 0) == .same)
  }

  @Test("margins are read off the evaluations of the order\u{2019}s fronts and their complements")
  func read() {
    func set(_ regions: Int...) -> RegionSet { RegionSet(regionCount: 3, regions) }
    func evaluation(_ margin: Double) -> Evaluation {
      Evaluation(probabilities: [0.5], margin: margin)
    }
    let steps = WalkedSteps(
      order: [2, 0, 1],
      evaluations: [
        set(): evaluation(-1), set(2): evaluation(2), set(0, 1, 2): evaluation(3),
        set(0, 1): evaluation(-4), set(0): evaluation(9),
      ], noiseFloor: 0.5)
    #expect(steps.shown == [-1, 2, nil, 3])
    #expect(steps.removed == [3, -4, nil, -1])
    #expect(steps.noiseFloor == 0.5)
  }
}
