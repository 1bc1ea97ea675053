extension LabelMap {
  /// How far two sets of regions cover the same pixels: those of both, of those of either.
  ///
  /// The regions may be cut differently; the pictures must be of one size.
  ///
  /// - Parameters:
  ///   - set: Regions of this map.
  ///   - other: Regions of the other map.
  ///   - map: The other map.
  /// - Returns: Jaccard's index, 0 … 1; nil when the sizes differ or both sets are empty.
  public func overlap(of set: RegionSet, with other: RegionSet, in map: LabelMap) -> Double? {
    guard width == map.width, height == map.height else { return nil }
    let inSet = (0..<regionCount).map(set.contains)
    let inOther = (0..<map.regionCount).map(other.contains)
    var (both, either) = (0, 0)
    for pixel in labels.indices {
      let (first, second) = (inSet[Int(labels[pixel])], inOther[Int(map.labels[pixel])])
      if first && second { both += 1 }
      if first || second { either += 1 }
    }
    return either == 0 ? nil : Double(both) / Double(either)
  }
}
