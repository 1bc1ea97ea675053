import Imaging

/// The walks of a ``SurrogateSearch``: what has been asked, what it taught, and the best order so far.
struct SurrogateWalks: Sendable {
  /// An order that was walked, with what its curves are worth.
  struct Walked: Sendable {
    let order: [Int]
    /// F along the order, averaged over area; guesses stand in for what was not asked.
    let value: Double
  }

  private(set) var best: Walked?
  private let layout: RegionLayout
  private let objective: Objective
  private let evaluator: any Evaluator
  private var surrogate: SetSurrogate
  private var known: [RegionSet: Double] = [:]

  /// Images whose answer is guessed to be less likely are not asked for.
  private let leastGuess = 0.05
  /// Taking a region away tells most where the answer appears, as long as few regions are there.
  private let longestHead = 16

  init(layout: RegionLayout, objective: Objective, _ evaluator: any Evaluator) {
    self.layout = layout
    self.objective = objective
    self.evaluator = evaluator
    surrogate = SetSurrogate(regionCount: layout.regionCount)
  }

  /// Takes over a first round.
  mutating func learn(_ round: FirstRound) {
    let none = RegionSet(regionCount: layout.regionCount)
    learn(none.complement, round.whole)
    learn(none, round.empty)
    for region in 0..<layout.regionCount {
      learn(none.inserting(region), round.alone[region])
      learn(none.complement.removing(region), round.without[region])
    }
  }

  /// Walks the order that the guesses favor, then looks closer at where the answer appears.
  ///
  /// - Parameter most: The most sets to be known in the end, with what the final curves still need.
  /// - Returns: Whether there was anything to ask and room for it; the first walk is always made.
  /// - Throws: Whatever the evaluator throws.
  mutating func walk(within most: Int) async throws -> Bool {
    let steps = surrogate.fitted().walk { [objective] shown, hidden in
      // Where the probabilities are saturated, the log-odds still differ.
      objective.lambda1 * Logarithm.logistic(shown)
        + objective.lambda2 * (1 - Logarithm.logistic(hidden)) + 0.002 * shown
    }
    let order = steps.map(\.region)
    let walked = Explanation.setsWalked(along: order)
    let (shown, hidden) = (walked.prefix(order.count + 1), walked.suffix(order.count + 1))
    let needed = zip(hidden.dropFirst(), steps).filter {
      Logarithm.logistic($0.1.hidden) > leastGuess
    }
    let new = (shown + needed.map(\.0)).filter { known[$0] == nil }
    if best != nil, new.isEmpty || !hasRoom(for: new.count, within: most) { return false }
    if !new.isEmpty { try await ask(new) }

    let guesses = [0] + steps.map { Logarithm.logistic($0.hidden) }
    let values = zip(zip(shown, hidden), guesses).map { sets, guess in
      objective.lambda1 * (known[sets.0] ?? 0)
        + objective.lambda2 * (1 - (known[sets.1] ?? guess))
    }
    let areas = order.map { Double(layout.pixelCounts[$0]) }
    let area = zip(areas, zip(values.dropFirst(), values)).reduce(0) {
      $0 + $1.0 * ($1.1.0 + $1.1.1) / 2
    }
    if area > best?.value ?? -.infinity { best = Walked(order: order, value: area) }
    try await lookCloser(at: Array(shown), order, within: most)
    return true
  }

  /// Takes each region in turn from the first set that shows half of the answer, to see which it needs.
  private mutating func lookCloser(
    at shown: [RegionSet], _ order: [Int], within most: Int
  ) async throws {
    let probabilities = shown.map { known[$0] ?? 0 }
    let half = (probabilities.max() ?? 0) / 2
    guard let head = probabilities.firstIndex(where: { $0 >= half }), head > 1,
      head <= longestHead
    else { return }
    let new = order.prefix(head).map(shown[head].removing).filter { known[$0] == nil }
    if !new.isEmpty, hasRoom(for: new.count, within: most) { try await ask(new) }
  }

  private func hasRoom(for count: Int, within most: Int) -> Bool {
    known.count + count + max(layout.regionCount - 2, 0) <= most
  }

  private mutating func ask(_ sets: [RegionSet]) async throws {
    for (set, answer) in zip(sets, try await evaluator.evaluate(sets)) { learn(set, answer) }
  }

  private mutating func learn(_ set: RegionSet, _ evaluation: Evaluation) {
    guard known.updateValue(evaluation.meanProbability, forKey: set) == nil else { return }
    surrogate.learn(set, value: Logarithm.logOdds(evaluation.meanProbability))
  }
}
