public import Imaging

/// A way to order the regions of an image by what they do for an answer.
///
/// Searches are deterministic, with the lowest region number first among equals: the same answers give the
/// same order. What they want to know at one time they ask in one batch.
public protocol RegionSearch: Sendable {
  /// The name on the command line and in the log.
  var name: String { get }

  /// What the order maximizes.
  var objective: Objective { get }

  /// Finds an order.
  ///
  /// A search that meets a spent budget on its way returns what it has, the regions that are not placed
  /// ranked by the latest that is known of them. It may end early in the same way when everything that is
  /// left to gain is smaller than ``Objective/noise(ofFloor:)``, but not at a floor of 0.
  ///
  /// - Parameters:
  ///   - layout: The regions, at least 1.
  ///   - noiseFloor: The difference of log-probabilities that means nothing, in nats, at least 0.
  ///   - evaluator: Who is asked; a set may be asked for more than once.
  /// - Returns: All regions, most important first.
  /// - Throws: ``BudgetSpent`` when not even the first batch was allowed, since nothing is known then;
  ///   whatever else the evaluator throws.
  func order(
    of layout: RegionLayout, noiseFloor: Double, _ evaluator: any Evaluator
  ) async throws -> RegionOrder
}
