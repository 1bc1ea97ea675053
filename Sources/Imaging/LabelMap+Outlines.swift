extension LabelMap {
  /// The border of the union of the set's regions.
  ///
  /// The cost is linear in pixels.
  ///
  /// - Precondition: `set` is over this map's regions.
  public func outline(of set: RegionSet) -> RegionOutline {
    precondition(
      set.regionCount == regionCount,
      "a set over \(set.regionCount) regions has no outline in a map of \(regionCount)")
    let isInside = (0..<regionCount).map(set.contains)
    let everything = PixelBox(columns: 0..<width, rows: 0..<height)
    return outline(within: everything) { isInside[Int($0)] }
  }

  /// The border of each region.
  ///
  /// The cost is linear in the pixels of all bounding boxes.
  public func regionOutlines() -> [RegionOutline] {
    boundingBoxes().enumerated().map { region, box in
      outline(within: box) { $0 == region }
    }
  }

  private func outline(
    within box: PixelBox, where isInside: (Int32) -> Bool
  ) -> RegionOutline {
    var border = PixelBorder(box: box)
    for y in box.rows {
      let row = y * width
      var x = box.columns.lowerBound
      while x < box.columns.upperBound {
        let start = x
        while x < box.columns.upperBound, isInside(labels[row + x]) { x += 1 }
        if x > start { border.append(start..<x, inRow: y) } else { x += 1 }
      }
    }
    return RegionOutline(polygons: border.polygons())
  }
}
