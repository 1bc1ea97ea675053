public import Imaging

/// Orders the regions for one of several mentions of a caption, for a fraction of what a search by itself costs.
///
/// A masked image that was scored for one mention was scored for all of them. So most of what a search would ask is known:
/// a ``SetSurrogate`` learns from all of it, the order that it favors is walked in strides (at 1, 2, 3, 4, 5, 7, 9, 12 …
/// regions in front, and without them), what comes back corrects the guesses, and the next order is walked, until the
/// evaluations allowed are used up. The best order walked wins. Its curves are straight between the strides.
public struct SharedSearch: Sendable {
  /// The name in the log.
  public static let name = "surrogate-shared"

  /// What each further mention of a caption may cost, as a share of what the search of the first one may.
  ///
  /// With four further mentions that makes a third more than for one.
  public static let shareOfFurtherMention = 0.08

  private let layout: RegionLayout
  private let objective: Objective
  private let evaluator: any Evaluator
  private var surrogate: SetSurrogate
  private var known: [RegionSet: Evaluation]

  /// Makes a search.
  ///
  /// - Parameters:
  ///   - layout: The regions.
  ///   - known: What is known about the mention, in the order in which it was asked; the whole image and none of it
  ///     among it.
  ///   - objective: What the order maximizes.
  ///   - evaluator: Who is asked for more.
  public init(
    of layout: RegionLayout, knowing known: [(set: RegionSet, evaluation: Evaluation)],
    objective: Objective = .published, _ evaluator: any Evaluator
  ) {
    self.layout = layout
    self.objective = objective
    self.evaluator = evaluator
    surrogate = SetSurrogate(regionCount: layout.regionCount)
    self.known = [:]
    for (set, evaluation) in known { learn(set, evaluation) }
  }

  /// Finds an order and its curves.
  ///
  /// - Parameter most: How many sets may be asked for; the first walk is made all the same.
  /// - Returns: The explanation; its evaluations are those that were asked for here.
  /// - Throws: ``BudgetSpent`` when the evaluator's budget does not do for one walk; whatever else the evaluator throws.
  public mutating func explain(within most: Int) async throws -> Explanation {
    var best: (order: [Int], value: Double)?
    var (asked, rounds) = (0, 0)
    var ending = SearchEnding.budgetSpent
    while true {
      let order = surrogate.fitted().walk(by: merit).map(\.region)
      let new = sets(along: order, at: Self.strides(over: layout.regionCount)).filter {
        known[$0] == nil
      }
      if best != nil, new.isEmpty || asked + new.count > most {
        if new.isEmpty { ending = .complete }
        break
      }
      if !new.isEmpty {
        let answers: [Evaluation]
        do { answers = try await evaluator.evaluate(new) } catch is BudgetSpent where best != nil {
          // The mention's own budget ends sooner: the orders that were walked are there.
          break
        }
        for (set, answer) in zip(new, answers) { learn(set, answer) }
        asked += new.count
        rounds += 1
      }
      let value = explanation(along: order).metrics
      let contrast = value.insertionAUC - value.deletionAUC
      if best.map({ contrast > $0.value }) ?? true { best = (order, contrast) }
    }
    var explanation = explanation(along: best?.order ?? Array(0..<layout.regionCount))
    explanation.evaluationCount = asked
    explanation.roundCount = rounds
    // Strides are what such an order is meant to have: only a single walk is an order cut short.
    explanation.ending = rounds > 1 ? .complete : ending
    return explanation
  }

  /// The numbers of regions in front at which an order is walked: each about 1.4 times the one before.
  static func strides(over count: Int) -> [Int] {
    var strides = [0]
    while let last = strides.last, last < count {
      strides.append(min(count, max(last + 1, last * 7 / 5)))
    }
    return strides
  }

  private func merit(shown: Double, hidden: Double) -> Double {
    // Where the probabilities are saturated, the log-odds still differ.
    objective.lambda1 * Logarithm.logistic(shown)
      + objective.lambda2 * (1 - Logarithm.logistic(hidden)) + 0.002 * shown
  }

  private mutating func learn(_ set: RegionSet, _ evaluation: Evaluation) {
    guard known.updateValue(evaluation, forKey: set) == nil else { return }
    surrogate.learn(set, value: Logarithm.logOdds(evaluation.meanProbability))
  }

  /// The images with only the regions in front shown, and those without them.
  private func sets(along order: [Int], at ranks: [Int]) -> [RegionSet] {
    let walked = Explanation.setsWalked(along: order)
    return ranks.map { walked[$0] } + ranks.map { walked[order.count + 1 + $0] }
  }

  /// The curves along an order wherever both are known, and straight between.
  private func explanation(along order: [Int]) -> Explanation {
    let walked = Explanation.setsWalked(along: order)
    let count = order.count
    let measured = (0...count).filter {
      known[walked[$0]] != nil && known[walked[count + 1 + $0]] != nil
    }
    return Explanation(
      along: order, search: Self.name, objective: objective, layout: layout, measured: measured
    ) { rank in
      (known[walked[rank]], known[walked[count + 1 + rank]])
    }
  }
}
