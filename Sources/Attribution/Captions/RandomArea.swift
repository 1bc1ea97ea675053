public import Imaging

extension RegionLayout {
  /// Other regions than those of a set, drawn at random, that cover about as much of the image: what removing anything
  /// would do.
  ///
  /// - Parameters:
  ///   - set: The regions to stay away from.
  ///   - seed: What the draw starts from.
  /// - Returns: Regions whose area comes as near to that of the set as the draw allows, at least one if there is one; all
  ///   others, where the set covers more than half of the image.
  public func randomArea(like set: RegionSet, seed: UInt64) -> RegionSet {
    var others = set.complement.regions
    var generator = SplitMix(state: seed)
    generator.shuffle(&others)
    let wanted = pixelCount(of: set)
    var drawn = RegionSet(regionCount: regionCount)
    var area = 0
    for region in others {
      let next = area + pixelCounts[region]
      // The last one is taken when it brings the area nearer than it was.
      guard drawn.isEmpty || abs(next - wanted) < abs(area - wanted) else { break }
      drawn.insert(region)
      area = next
    }
    return drawn
  }
}
