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
    var border = PixelBorder(box: PixelBox(columns: 0..<width, rows: 0..<height))
    var open = (columns: 0..<0, row: 0)
    forEachRun { region, columns, row in
      guard isInside[region] else { return }
      if row == open.row, columns.lowerBound == open.columns.upperBound {
        open.columns = open.columns.lowerBound..<columns.upperBound
      } else {
        border.append(open.columns, inRow: open.row)
        open = (columns, row)
      }
    }
    border.append(open.columns, inRow: open.row)
    return RegionOutline(polygons: border.polygons())
  }

  /// The border of each region.
  ///
  /// The cost is linear in the pixels of all bounding boxes.
  public func regionOutlines() -> [RegionOutline] {
    boundingBoxes().enumerated().map { region, box in
      outline(of: Int32(region), within: box)
    }
  }

  private func outline(of region: Int32, within box: PixelBox) -> RegionOutline {
    var border = PixelBorder(box: box)
    for y in box.rows {
      let row = y * width
      var x = box.columns.lowerBound
      while x < box.columns.upperBound {
        let start = x
        while x < box.columns.upperBound, labels[row + x] == region { x += 1 }
        if x > start { border.append(start..<x, inRow: y) } else { x += 1 }
      }
    }
    return RegionOutline(polygons: border.polygons())
  }
}
