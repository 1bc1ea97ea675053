public import Imaging

extension Explanation {
  /// Walks a given order, from wherever it comes: the curves and gains in one batch of at most 2(n + 1) sets.
  ///
  /// - Parameters:
  ///   - order: All regions, most important first.
  ///   - search: The name of what made the order.
  ///   - objective: What the gains are differences of.
  ///   - layout: The regions; their areas are the curves' x-axis.
  ///   - evaluator: Who is asked.
  /// - Throws: Whatever the evaluator throws.
  /// - Precondition: `order` is a permutation of the layout's regions.
  public init(
    along order: [Int], search: String, objective: Objective = .published,
    layout: RegionLayout, evaluator: any Evaluator
  ) async throws {
    let count = layout.regionCount
    precondition(order.sorted() == Array(0..<count), "an order names each of \(count) regions once")

    let pixels = order.reduce(into: [0]) { $0.append(($0.last ?? 0) + layout.pixelCounts[$1]) }
    let asked = CachingEvaluator(evaluator)
    let answers = try await asked.evaluate(Self.setsWalked(along: order))
    let (shown, hidden) = (answers[...count], answers[(count + 1)...])

    let fractions = pixels.map { Double($0) / Double(layout.width * layout.height) }
    let values = zip(shown, hidden).map { objective.value(shown: $0, hidden: $1) }
    self.init(
      search: search, order: order, gains: zip(values.dropFirst(), values).map { $0 - $1 },
      insertion: zip(fractions, shown).map {
        CurvePoint(areaFraction: $0, probabilities: $1.probabilities)
      },
      deletion: zip(fractions, hidden).map {
        CurvePoint(areaFraction: $0, probabilities: $1.probabilities)
      },
      evaluationCount: await asked.evaluationCount, roundCount: await asked.roundCount,
      ending: .complete)
  }

  /// The sets of the insertion curve, then those of the deletion curve: `n + 1` each, from ∅ to V and back.
  static func setsWalked(along order: [Int]) -> [RegionSet] {
    var prefixes = [RegionSet(regionCount: order.count)]
    for (rank, region) in order.enumerated() { prefixes.append(prefixes[rank].inserting(region)) }
    return prefixes + prefixes.map(\.complement)
  }
}
