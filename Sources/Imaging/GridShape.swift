/// How many columns and rows of cells a picture is divided into.
struct GridShape {
  /// The number of columns, 1 … the picture's width.
  let columns: Int
  /// The number of rows, 1 … the picture's height.
  let rows: Int

  /// The shape of at most `cellCount` cells that comes nearest to as many and to square ones.
  ///
  /// A cell twice as long as wide counts like half of the cells missing; of equal shapes, the one with
  /// fewer columns is taken.
  init(width: Int, height: Int, cellCount: Int) {
    let count = max(1, min(cellCount, width * height))
    let ideal = (Double(count) * Double(width) / Double(height)).squareRoot()
    let most = max(1, min(width, count, Int(ideal * 2)))
    let fewest = min(most, max(1, Int(ideal / 2)))

    var best: (cost: Double, columns: Int, rows: Int) = (.infinity, 1, 1)
    for columns in fewest...most {
      let rows = min(height, count / columns)
      let missing = Double(count - columns * rows) / Double(count)
      let elongation = max(Double(columns) / ideal, ideal / Double(columns)) - 1
      let cost = missing + elongation / 2
      if cost < best.cost { best = (cost, columns, rows) }
    }
    self.columns = best.columns
    self.rows = best.rows
  }
}
