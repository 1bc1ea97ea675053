public import Imaging

extension RegionSearch {
  /// Finds an order and walks it, each distinct set evaluated once.
  ///
  /// Under a budget, the search is left what the two curves do not need, so that an order is found that can
  /// still be walked. That holds for `maxEvaluations` and for the budget of a given ``CachingEvaluator``.
  ///
  /// - Parameters:
  ///   - layout: The regions; their areas are the curves' x-axis.
  ///   - noiseFloor: The difference of log-probabilities that means nothing, in nats, at least 0.
  ///   - evaluator: Who is asked; a ``CachingEvaluator`` shares what it knows with other searches.
  ///   - maxEvaluations: The most distinct sets of search and curves together, or nil for no limit.
  /// - Returns: The order with its curves, and the number of distinct sets that were asked for.
  /// - Throws: ``BudgetSpent`` when the budget does not even suffice for the first batch and the curves;
  ///   whatever else the evaluator throws.
  public func explain(
    _ layout: RegionLayout, noiseFloor: Double, with evaluator: any Evaluator,
    maxEvaluations: Int? = nil
  ) async throws -> Explanation {
    let asked = CachingEvaluator(evaluator, budget: maxEvaluations)
    let order = try await walkableOrder(of: layout, noiseFloor: noiseFloor, asked)
    var explanation = try await Explanation(
      along: order.regions, search: name, objective: objective, layout: layout, evaluator: asked)
    explanation.ending = order.ending
    explanation.evaluationCount = await asked.evaluationCount
    explanation.roundCount = await asked.roundCount
    return explanation
  }

  /// The furthest order whose curves still fit the budget.
  ///
  /// A search that builds a chain of sets has evaluated its curves on the way, others have not. So as much
  /// is kept back at first as the curves can cost at most; a search that spends all that it was left goes on
  /// while only the sets of the order found so far are kept back. Going on asks nothing twice: the search
  /// begins anew from memory.
  private func walkableOrder(
    of layout: RegionLayout, noiseFloor: Double, _ asked: CachingEvaluator
  ) async throws -> RegionOrder {
    func order(sparing sets: [RegionSet], and unnamedCount: Int) async throws -> RegionOrder {
      let spender = ReservingEvaluator(memory: asked, spared: sets, unnamedCount: unnamedCount)
      return try await self.order(of: layout, noiseFloor: noiseFloor, spender)
    }
    let none = RegionSet(regionCount: layout.regionCount)
    var reserve = 2 * (layout.regionCount - 1)
    var found = try await order(sparing: [none, none.complement], and: reserve)
    while found.ending == .budgetSpent {
      let sets = Explanation.setsWalked(along: found.regions)
      let missing = await asked.newCount(in: sets)
      guard missing < reserve else { break }
      reserve = missing
      let further = try await order(sparing: sets, and: 0)
      // The further order may have left its chain, and cost more to walk than was kept back for it.
      guard await asked.newCount(in: Explanation.setsWalked(along: further.regions)) <= reserve
      else { break }
      found = further
    }
    return found
  }
}
