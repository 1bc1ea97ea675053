public import Imaging

/// A way to order the regions of an image by what they do for an answer.
///
/// Searches are deterministic: the same answers give the same order.
public protocol RegionSearch: Sendable {
  /// The name on the command line and in the log.
  var name: String { get }

  /// What the order maximizes.
  var objective: Objective { get }

  /// Finds an order.
  ///
  /// - Parameters:
  ///   - regionCount: The number of regions, at least 1.
  ///   - evaluator: Who is asked; a set may be asked for more than once.
  /// - Returns: All regions, most important first: a permutation of `0 ..< regionCount`.
  /// - Throws: Whatever the evaluator throws.
  func order(regionCount: Int, _ evaluator: any Evaluator) async throws -> [Int]
}

extension RegionSearch {
  /// Finds an order and walks it, each distinct set evaluated once.
  ///
  /// - Parameters:
  ///   - layout: The regions; their areas are the curves' x-axis.
  ///   - evaluator: Who is asked; a ``CachingEvaluator`` shares what it knows with other searches.
  /// - Returns: The order with its curves, and the number of distinct sets that were asked for.
  /// - Throws: Whatever the evaluator throws.
  public func explain(
    _ layout: RegionLayout, with evaluator: any Evaluator
  ) async throws -> Explanation {
    let asked = CachingEvaluator(evaluator)
    let order = try await order(regionCount: layout.regionCount, asked)
    var explanation = try await Explanation(
      along: order, search: name, objective: objective, layout: layout, evaluator: asked)
    explanation.evaluationCount = await asked.evaluationCount
    return explanation
  }
}
