extension LabelMap {
  /// The map with some of its regions cut up along the borders of a finer map.
  ///
  /// A piece that is smaller than `minimumPixelCount` stays with the largest piece of its region, so that a
  /// border of the finer map which runs close to one of this map makes no slivers. Regions are numbered in
  /// the order of their first pixels, row by row.
  ///
  /// - Parameters:
  ///   - regions: The regions that are cut up; the others stay whole.
  ///   - finer: A map of the same size.
  ///   - minimumPixelCount: The least size of a piece, in pixels.
  /// - Returns: A partition of the same size with at least as many regions.
  /// - Precondition: `regions` is over this map's regions, and the maps have the same size.
  public func refined(
    splitting regions: RegionSet, along finer: LabelMap, minimumPixelCount: Int
  ) -> LabelMap {
    precondition(
      regions.regionCount == regionCount && finer.width == width && finer.height == height,
      "a map of \(finer.width)x\(finer.height) cannot refine \(regions.regionCount) regions of "
        + "\(width)x\(height)")
    struct Piece: Hashable {
      let region: Int32
      let part: Int32
    }
    let isSplit = (0..<regionCount).map(regions.contains)
    let pieces = zip(labels, finer.labels).map { region, part in
      Piece(region: region, part: isSplit[Int(region)] ? part : -1)
    }
    var sizes: [Piece: Int] = [:]
    for piece in pieces { sizes[piece, default: 0] += 1 }
    var largest: [Int32: Piece] = [:]
    for (piece, size) in sizes {
      guard let best = largest[piece.region] else {
        largest[piece.region] = piece
        continue
      }
      if (size, -piece.part) > (sizes[best] ?? 0, -best.part) { largest[piece.region] = piece }
    }
    var numbers: [Piece: Int32] = [:]
    return LabelMap(
      width: width, height: height,
      labels: pieces.map { piece in
        let kept =
          (sizes[piece] ?? 0) >= minimumPixelCount ? piece : largest[piece.region] ?? piece
        if let number = numbers[kept] { return number }
        let number = Int32(numbers.count)
        numbers[kept] = number
        return number
      })
  }
}
