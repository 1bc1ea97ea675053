extension SLICO {
  /// The clusters as regions in one piece each, numbered in the order of their first pixels.
  ///
  /// Every 4-connected piece of a cluster becomes a region of its own, unless it is smaller than a
  /// quarter of a grid cell: then it joins the neighbor of the most similar mean color. While there
  /// are more regions than asked for, the smallest goes the same way.
  package func connectedRegions(atMost regionCount: Int) -> LabelMap {
    let found = ConnectedPieces(labels: labels, width: width, height: height)
    var merger = FragmentMerger(
      pieces: found.pieces, count: found.count, width: width, planes: planes)
    merger.merge(minimumSize: Int(spacingSquared / 4), maximumCount: regionCount)

    // A merged piece keeps its lowest number, so roots ascend with their first pixels.
    let roots = (0..<found.count).map { merger.root(of: $0) }
    var numbers: [Int32] = []
    var next: Int32 = 0
    for (piece, root) in roots.enumerated() {
      if piece == root {
        numbers.append(next)
        next += 1
      } else {
        numbers.append(numbers[root])
      }
    }
    return LabelMap(
      width: width, height: height, labels: found.pieces.map { numbers[Int($0)] })
  }
}
