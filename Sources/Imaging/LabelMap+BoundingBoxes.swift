/// A rectangle of pixels.
public struct PixelBox: Sendable, Hashable {
  /// The columns that it covers, at least one.
  public let columns: Range<Int>
  /// The rows that it covers, at least one.
  public let rows: Range<Int>

  /// Makes a rectangle from its columns and rows.
  public init(columns: Range<Int>, rows: Range<Int>) {
    self.columns = columns
    self.rows = rows
  }
}

extension LabelMap {
  /// For each region, the smallest rectangle that holds all its pixels.
  ///
  /// The cost is linear in pixels.
  public func boundingBoxes() -> [PixelBox] {
    var left = Array(repeating: width, count: regionCount)
    var right = Array(repeating: 0, count: regionCount)
    var top = Array(repeating: height, count: regionCount)
    var bottom = Array(repeating: 0, count: regionCount)
    forEachRun { region, columns, row in
      left[region] = min(left[region], columns.lowerBound)
      right[region] = max(right[region], columns.upperBound)
      top[region] = min(top[region], row)
      bottom[region] = row + 1
    }
    return (0..<regionCount).map {
      PixelBox(columns: left[$0]..<right[$0], rows: top[$0]..<bottom[$0])
    }
  }
}
