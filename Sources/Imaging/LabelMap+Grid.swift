extension LabelMap {
  /// Divides a picture into a regular grid of cells, numbered row by row.
  ///
  /// Cells differ in width and height by at most one pixel.
  ///
  /// - Precondition: There are 1 … `width` columns and 1 … `height` rows.
  public static func grid(width: Int, height: Int, columns: Int, rows: Int) -> LabelMap {
    precondition(
      columns > 0 && columns <= width && rows > 0 && rows <= height,
      "\(columns)x\(rows) cells do not fit into \(width)x\(height) pixels")
    var labels: [Int32] = []
    labels.reserveCapacity(width * height)
    for y in 0..<height {
      let firstOfRow = y * rows / height * columns
      for x in 0..<width { labels.append(Int32(firstOfRow + x * columns / width)) }
    }
    return LabelMap(width: width, height: height, labels: labels)
  }

  /// Divides a picture into at most `regionCount` nearly square cells, numbered row by row.
  ///
  /// - Parameters:
  ///   - width: The picture's columns, at least 1.
  ///   - height: The picture's rows, at least 1.
  ///   - regionCount: How many cells to aim at; values outside 1 … pixels are clamped.
  /// - Returns: A partition of the picture's pixels.
  public static func grid(width: Int, height: Int, regionCount: Int) -> LabelMap {
    let shape = GridShape(width: width, height: height, cellCount: regionCount)
    return grid(width: width, height: height, columns: shape.columns, rows: shape.rows)
  }
}
