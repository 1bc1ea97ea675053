/// How many columns and rows of cells a picture is divided into.
struct GridShape {
  /// The number of columns, 1 … the picture's width.
  let columns: Int
  /// The number of rows, 1 … the picture's height.
  let rows: Int

  /// The shape with the most cells up to `cellCount` whose cells are nearly square.
  ///
  /// Cells are at most 16:9 unless the picture itself is too thin; of equal shapes, the one with the
  /// squarest cells is taken, then the one with fewer columns.
  init(width: Int, height: Int, cellCount: Int) {
    let count = max(1, min(cellCount, width * height))
    let ideal = (Double(count) * Double(width) / Double(height)).squareRoot()
    let most = max(1, min(width, count, Int((ideal * 4 / 3).rounded(.down))))
    let fewest = min(most, max(1, Int((ideal * 3 / 4).rounded(.up))))

    func rows(_ columns: Int) -> Int { min(height, count / columns) }
    var best = fewest
    for columns in fewest...most {
      let gain = columns * rows(columns) - best * rows(best)
      let isSquarer = (Double(columns) - ideal).magnitude < (Double(best) - ideal).magnitude
      if gain > 0 || gain == 0 && isSquarer { best = columns }
    }
    self.columns = best
    self.rows = rows(best)
  }
}
