import Attribution
import Foundation
import Imaging
import Testing

/// Compares with numbers of `scripts/check-maps/make_fixtures.py`.
@Suite struct PointingNumbersTests {
  private struct Reference: Decodable {
    let explanations: [Drawing]
    let games: [Game]
  }

  private struct Drawing: Decodable {
    let labels: [[Int32]]
    let order: [Int]
    let gains: [Double]
    let map: [Double]?
    let mask: [Bool]
    let score: Double

    var labelMap: LabelMap {
      LabelMap(
        width: labels[0].count, height: labels.count, labels: labels.flatMap(\.self))
    }

    var explanation: Explanation {
      Explanation(
        search: "by script", order: order, gains: gains, insertion: [], deletion: [],
        evaluationCount: 0, roundCount: 0, ending: .complete)
    }
  }

  private struct Game: Decodable {
    let width: Int
    let height: Int
    let values: [Double]
    let columns: [Int]
    let rows: [Int]
    let strict: Double
    let reference: Double
  }

  private let reference: Reference

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/pointing_numbers.json")
    reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  @Test func `Both rules score maps as the script does, by box and by mask`() {
    #expect(reference.games.count == 60)
    for (number, game) in reference.games.enumerated() {
      let map = ValueGrid(width: game.width, height: game.height, values: game.values)
      let columns = game.columns[0]..<game.columns[1]
      let rows = game.rows[0]..<game.rows[1]
      let mask = map.values.indices.map {
        columns.contains($0 % game.width) && rows.contains($0 / game.width)
      }
      for (rule, wanted) in [
        (PointingGame.Rule.strict, game.strict), (.reference, game.reference),
      ] {
        let score = PointingGame.score(map: map, inside: mask, rule: rule)
        #expect(abs(score - wanted) < 1e-12, "game \(number), \(rule)")
        guard !columns.isEmpty, !rows.isEmpty else { continue }
        let box = PixelBox(columns: columns, rows: rows)
        #expect(PointingGame.score(map: map, inside: box, rule: rule) == score)
      }
    }
  }

  @Test func `An explanation's reference map and its score are the script's, bit by bit`() {
    #expect(reference.explanations.count == 12)
    #expect(reference.explanations.count { $0.map == nil } == 2)
    for (number, drawing) in reference.explanations.enumerated() {
      let map = drawing.explanation.referenceMap(over: drawing.labelMap)
      #expect(map?.values == drawing.map, "explanation \(number)")
      // Where the reference has no number it counts a miss.
      let score = map.map { PointingGame.score(map: $0, inside: drawing.mask, rule: .reference) }
      #expect(score ?? 0 == drawing.score, "explanation \(number)")
    }
  }
}
