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

  /// Draws the curves along an order from what is known at some of its steps, straight between them.
  ///
  /// - Parameters:
  ///   - order: All regions, most important first.
  ///   - search: The name of what made the order.
  ///   - objective: What the gains are differences of.
  ///   - layout: The regions; their areas are the curves' x-axis.
  ///   - measured: The numbers of regions in front that are known, rising from 0 to all of them.
  ///   - known: The evaluations of the regions in front and of the image without them, at a number in `measured`.
  /// - Precondition: `measured` begins at 0 and ends at all regions, and both are known at each of its numbers.
  init(
    along order: [Int], search: String, objective: Objective, layout: RegionLayout,
    measured: [Int], known: (Int) -> (shown: Evaluation?, hidden: Evaluation?)
  ) {
    precondition(
      measured.first == 0 && measured.last == order.count,
      "\(measured) are no steps from none of \(order.count) regions to all of them")
    let pixels = order.reduce(into: [0]) { $0.append(($0.last ?? 0) + layout.pixelCounts[$1]) }
    let fractions = pixels.map { Double($0) / Double(layout.width * layout.height) }
    var (insertion, deletion) = ([CurvePoint](), [CurvePoint]())
    var before: (rank: Int, shown: [Double], hidden: [Double])?
    for rank in measured {
      let (shown, hidden) = known(rank)
      guard let shown = shown?.probabilities, let hidden = hidden?.probabilities else {
        preconditionFailure("nothing is known at \(rank) regions in front")
      }
      let start = before ?? (rank, shown, hidden)
      for step in (before == nil ? rank : start.rank + 1)...rank {
        let width = fractions[rank] - fractions[start.rank]
        let share = width > 0 ? (fractions[step] - fractions[start.rank]) / width : 1
        func between(_ from: [Double], _ to: [Double]) -> [Double] {
          zip(from, to).map { step == rank ? $1 : $0 + ($1 - $0) * share }
        }
        insertion.append(
          CurvePoint(areaFraction: fractions[step], probabilities: between(start.shown, shown)))
        deletion.append(
          CurvePoint(areaFraction: fractions[step], probabilities: between(start.hidden, hidden)))
      }
      before = (rank, shown, hidden)
    }
    let values = zip(insertion, deletion).map { point in
      objective.lambda1 * point.0.value + objective.lambda2 * (1 - point.1.value)
    }
    self.init(
      search: search, order: order, gains: zip(values.dropFirst(), values).map { $0 - $1 },
      insertion: insertion, deletion: deletion, evaluationCount: 0, roundCount: 0,
      ending: .complete, measured: measured.count == order.count + 1 ? nil : measured)
  }

  /// The sets of the insertion curve, then those of the deletion curve: `n + 1` each, from ∅ to V and back.
  static func setsWalked(along order: [Int]) -> [RegionSet] {
    var prefixes = [RegionSet(regionCount: order.count)]
    for (rank, region) in order.enumerated() { prefixes.append(prefixes[rank].inserting(region)) }
    return prefixes + prefixes.map(\.complement)
  }
}
