extension LabelMap {
  /// Visits the image row by row, from the left, in runs of pixels of one region as long as they are.
  ///
  /// - Parameter visit: Takes the region, the run's columns and its row.
  func forEachRun(_ visit: (_ region: Int, _ columns: Range<Int>, _ row: Int) -> Void) {
    for y in 0..<height {
      let row = y * width
      var start = 0
      while start < width {
        let label = labels[row + start]
        var end = start + 1
        while end < width, labels[row + end] == label { end += 1 }
        visit(Int(label), start..<end, y)
        start = end
      }
    }
  }
}
