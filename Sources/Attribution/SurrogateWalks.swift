import Imaging

/// The walks of a ``SurrogateSearch``: what has been asked, what it taught, and the best order so far.
struct SurrogateWalks: Sendable {
  /// An order that was walked, with what its curves are worth.
  struct Walked: Sendable {
    let order: [Int]
    /// F along the order, averaged over area; guesses stand in for what was not asked.
    let value: Double
    /// Whether nothing of it is a guess.
    let isVerified: Bool
  }

  /// All orders that were walked, the best first.
  private var orders: [Walked] = []
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

  /// The best order so far: of those that were verified, if any was.
  var best: Walked? { orders.first(where: \.isVerified) ?? orders.first }

  /// Searches the triggers, whose evaluations say what few regions do together; whoever explains an answer has
  /// most of them already.
  mutating func learnTriggers(noiseFloor: Double) async throws {
    let recorder = RecordingEvaluator(evaluator)
    _ = try await TriggerSearch(
      layout: layout, noiseFloor: noiseFloor, maxEvaluations: 4 * layout.regionCount
    ).triggers(recorder)
    for (set, evaluation) in await recorder.answers { learn(set, evaluation) }
  }

  /// Asks for what was only guessed of the best orders, one after another, and learns from it.
  ///
  /// - Parameters:
  ///   - count: How many orders to verify, those included that were verified before.
  ///   - most: The most sets to be known in the end.
  /// - Throws: Whatever the evaluator throws.
  mutating func verify(_ count: Int, within most: Int) async throws {
    for index in orders.indices.prefix(count) where !orders[index].isVerified {
      let order = orders[index].order
      let new = Explanation.setsWalked(along: order).filter { known[$0] == nil }
      guard known.count + new.count <= most else { continue }
      if !new.isEmpty { try await ask(new) }
      orders[index] = Walked(
        order: order, value: value(of: order) { _ in 0 }, isVerified: true)
    }
    orders.sort { $0.value > $1.value }
  }

  /// F along an order, averaged over area; `guess` stands in for p without the regions in front, by their number.
  private func value(of order: [Int], guess: (Int) -> Double) -> Double {
    let sets = Explanation.setsWalked(along: order)
    let count = order.count + 1
    let values = (0..<count).map { step in
      objective.lambda1 * (known[sets[step]] ?? 0)
        + objective.lambda2 * (1 - (known[sets[count + step]] ?? guess(step)))
    }
    let areas = order.map { Double(layout.pixelCounts[$0]) }
    return zip(areas, zip(values.dropFirst(), values)).reduce(0) {
      $0 + $1.0 * ($1.1.0 + $1.1.1) / 2
    }
  }

  /// Walks the order that the guesses favor, then looks closer at where the answer appears.
  ///
  /// - Parameter most: The most sets to be known in the end, with what the final curves still need.
  /// - Returns: Whether there was anything to ask and room for it; the first walk is always made.
  /// - Throws: Whatever the evaluator throws.
  @discardableResult
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
    orders.append(
      Walked(order: order, value: value(of: order) { guesses[$0] }, isVerified: false))
    orders.sort { $0.value > $1.value }
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

/// Keeps what was asked, in the order asked.
private actor RecordingEvaluator: Evaluator {
  private(set) var answers: [(set: RegionSet, evaluation: Evaluation)] = []
  private let evaluator: any Evaluator

  init(_ evaluator: any Evaluator) { self.evaluator = evaluator }

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    let evaluations = try await evaluator.evaluate(shown)
    answers += zip(shown, evaluations).map { ($0, $1) }
    return evaluations
  }
}
