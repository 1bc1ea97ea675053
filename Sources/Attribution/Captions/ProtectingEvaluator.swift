public import Imaging

/// Asks about images from which some regions are not to be removed: so that a search looks for its set elsewhere.
///
/// The regions are put back where most of the image is shown. Images that show little are asked about as they are: they only
/// tell a search where to look.
public struct ProtectingEvaluator: Evaluator {
  private let evaluator: any Evaluator
  private let protected: RegionSet

  /// Makes an evaluator that keeps regions in the image.
  ///
  /// - Parameters:
  ///   - evaluator: Who is asked.
  ///   - protected: The regions that are not to be removed.
  public init(_ evaluator: any Evaluator, protecting protected: RegionSet) {
    self.evaluator = evaluator
    self.protected = protected
  }

  /// Evaluates the image with the regions of each set shown, and the protected ones with most of the image.
  public func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    try await evaluator.evaluate(
      shown.map { set in
        guard 2 * set.count > set.regionCount else { return set }
        return protected.regions.reduce(set) { $0.inserting($1) }
      })
  }
}

extension Trigger {
  /// The trigger with what it still proves when some regions were kept from the search.
  ///
  /// That no other set of as few regions does it is then not known: a kept one may. What is proven of the set's own parts
  /// stays.
  ///
  /// - Parameter protected: The regions that the search could not remove; the set holds none of them.
  /// - Returns: The trigger without the lines about sets that are no part of it.
  public func provenBeside(_ protected: RegionSet) -> Trigger {
    guard !protected.isEmpty else { return self }
    var trigger = self
    trigger.certificate = certificate.filter { entry in
      guard case .subsetFails(let subset) = entry.claim else { return true }
      return subset.regions.allSatisfy(regions.contains)
    }
    if minimality == .minimum, regions.count > 1 { trigger.minimality = .subsetMinimal }
    return trigger
  }
}
