public import Imaging

extension Explanation {
  /// The sets that are shown while an order is walked to correct the answer, with the area removed at each.
  ///
  /// The order of the answer that was given is walked from its front: what carries the answer goes first. The
  /// order of the counter-answer is walked from its back, as the reference does: what speaks most against the
  /// correct answer stands there.
  ///
  /// - Parameters:
  ///   - layout: The regions.
  ///   - isCounter: Whether the order is that of the counter-answer.
  /// - Returns: One set for each number of removed regions from 1 on.
  public func correctionWalk(
    over layout: RegionLayout, isCounter: Bool
  ) -> [(shown: RegionSet, areaRemoved: Double)] {
    var shown = RegionSet.all(regionCount: layout.regionCount)
    var removed = 0
    return (isCounter ? order.reversed() : order).map { region in
      shown.remove(region)
      removed += layout.pixelCounts[region]
      return (shown, Double(removed) / Double(layout.width * layout.height))
    }
  }

  /// The first step of the walk at which the answer is correct beyond the noise; nil when it never is.
  ///
  /// - Parameters:
  ///   - layout: The regions.
  ///   - isCounter: Whether the order is that of the counter-answer.
  ///   - noiseFloor: The difference that means nothing, in nats, at least 0.
  ///   - margin: The margin of the explained answer with a set shown; nil where it is not known.
  /// - Returns: How many regions are removed there, and their share of the image.
  public func correction(
    over layout: RegionLayout, isCounter: Bool, noiseFloor: Double,
    margin: (RegionSet) -> Double?
  ) -> (regionCount: Int, area: Double)? {
    let walk = correctionWalk(over: layout, isCounter: isCounter)
    let step = walk.firstIndex { step in
      guard let margin = margin(step.shown) else { return false }
      return (isCounter ? margin : -margin) > noiseFloor
    }
    return step.map { ($0 + 1, walk[$0].areaRemoved) }
  }
}
