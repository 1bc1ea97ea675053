import Attribution
import Imaging
import Testing

@Suite struct CurveTests {
  /// Two regions of 1 and 3 pixels; two tokens, of which the second is said without an image, too.
  private struct TwoTokens: Evaluator {
    func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
      shown.map {
        Evaluation(probabilities: [[0.1, 0.3, 0.2, 0.9][Int($0.words[0])], 0.8], margin: 0)
      }
    }
  }

  private func explanation() async throws -> Explanation {
    try await Explanation(
      along: [1, 0], search: "by hand", layout: row([1, 3]), evaluator: TwoTokens())
  }

  @Test func `Curves run over the area that is shown and the area that is hidden`() async throws {
    let explanation = try await explanation()
    #expect(explanation.insertion.map(\.areaFraction) == [0, 0.75, 1])
    #expect(explanation.insertion.map(\.probabilities) == [[0.1, 0.8], [0.2, 0.8], [0.9, 0.8]])
    #expect(explanation.deletion.map(\.areaFraction) == [0, 0.75, 1])
    #expect(explanation.deletion.map(\.probabilities) == [[0.9, 0.8], [0.3, 0.8], [0.1, 0.8]])
    #expect(explanation.evaluationCount == 4)
  }

  @Test func `What lies between measured points is a bound where one of these is`() async throws {
    let layout = row([1, 1, 1, 1, 1])
    func explanation(measured: [Int]?) -> Explanation {
      let points = (0...5).map { CurvePoint(areaFraction: Double($0) / 5, probabilities: [0.5]) }
      return Explanation(
        search: "by hand", order: Array(0..<5), gains: [0, 0, 0, 0, 0], insertion: points,
        deletion: points, evaluationCount: 0, roundCount: 0, ending: .complete, measured: measured)
    }
    let bound = Evaluation(probabilities: [0.5], margin: 0, boundedTokens: [0])
    let front = RegionSet(regionCount: layout.regionCount, [0, 1])
    let strided = explanation(measured: [0, 2, 4, 5]).bounds(in: [front: bound])
    #expect(strided.insertion == [false, true, true, true, false, false])
    #expect(strided.deletion == Array(repeating: false, count: 6))
    let whole = explanation(measured: nil).bounds(in: [front: bound])
    #expect(whole.insertion == [false, false, true, false, false, false])
  }

  @Test func `The area under the curves is by the trapezoid rule`() async throws {
    let metrics = try await explanation().metrics(over: [0])
    #expect(abs(metrics.insertionAUC - (0.75 * 0.15 + 0.25 * 0.55)) < 1e-12)
    #expect(abs(metrics.deletionAUC - (0.75 * 0.6 + 0.25 * 0.2)) < 1e-12)
    #expect(metrics.highest == 0.9)
  }

  @Test func `A token that needs no image is not sensitive`() async throws {
    let explanation = try await explanation()
    #expect(explanation.sensitiveTokens == [0])
    #expect(explanation.sensitiveMetrics == explanation.metrics(over: [0]))
    let indifferent = try await Explanation(
      along: [0, 1], search: "by hand", layout: row([1, 3]), evaluator: constant(1))
    #expect(indifferent.sensitiveTokens.isEmpty)
    #expect(indifferent.sensitiveMetrics == nil)
  }

  @Test func `A token that needs no image has no influence`() async throws {
    let influences = try await explanation().influences
    #expect(abs(influences[0].influence - 0.7) < 1e-12)
    #expect(abs(influences[0].influenceAUC - (0.25 - 0.1)) < 1e-12)
    #expect(abs(influences[1].influence) < 1e-12)
    #expect(abs(influences[1].influenceAUC) < 1e-12)
  }

  @Test func `A harmful region has a negative gain`() async throws {
    let harmful = FormulaEvaluator { $0.contains(0) ? -2 : 2 }
    let explanation = try await Explanation(
      along: [1, 0], search: "by hand", layout: row([1, 3]), evaluator: harmful)
    #expect(explanation.gains[0] == 0)
    #expect(explanation.gains[1] < -1)
  }
}
