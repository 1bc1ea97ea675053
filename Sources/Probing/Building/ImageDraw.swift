extension SplitMix64 {
  /// Draws `count` of the indices 0 ..< `total`, each set of them equally likely.
  ///
  /// - Returns: the indices in rising order; the first steps of Fisher and Yates's shuffle, sorted.
  mutating func drawnIndices(_ count: Int, of total: Int) -> [Int] {
    precondition((0...total).contains(count), "cannot draw \(count) of \(total)")
    var indices = Array(0..<total)
    for place in 0..<count {
      indices.swapAt(place, place + index(below: total - place))
    }
    return indices.prefix(count).sorted()
  }
}
