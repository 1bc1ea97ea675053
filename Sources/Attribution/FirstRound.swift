import Imaging

/// The 2n + 2 evaluations that every cheap search starts from, asked in one batch: the whole image, none of
/// it, each region alone (leave-one-in), and the image without each region (leave-one-out).
struct FirstRound: Sendable {
  /// The whole image, V.
  let whole: Evaluation
  /// The all-fill image, ∅.
  let empty: Evaluation
  /// Each region alone, {r}, by region.
  let alone: [Evaluation]
  /// The image without each region, V \ {r}, by region.
  let without: [Evaluation]

  /// Asks for the round.
  init(regionCount: Int, _ evaluator: any Evaluator) async throws {
    let none = RegionSet(regionCount: regionCount)
    let singles = (0..<regionCount).map(none.inserting)
    let answers = try await evaluator.evaluate(
      [none.complement, none] + singles + singles.map(\.complement))
    whole = answers[0]
    empty = answers[1]
    alone = Array(answers[2..<2 + regionCount])
    without = Array(answers[(2 + regionCount)...])
  }
}
