extension RunLengthMask {
  /// Draws polygons: a pixel is set when its center lies within one of them by the even-odd rule.
  ///
  /// COCO's own drawing rounds the outline on a grid five times as fine, so masks differ from it along
  /// the outline by less than a pixel. Makes nothing of an odd number of coordinates, one beyond
  /// ±1,000,000, or a size out of range.
  /// - Parameters:
  ///   - width: the mask's width in pixels.
  ///   - height: the mask's height in pixels.
  ///   - polygons: each x and y by turns, in pixels from the top left corner; fewer than three points
  ///     enclose nothing.
  init?(width: Int, height: Int, polygons: [[Double]]) {
    guard (1...65_535).contains(width), (1...65_535).contains(height),
      polygons.allSatisfy({ $0.count.isMultiple(of: 2) && $0.allSatisfy { abs($0) <= 1e6 } })
    else { return nil }
    var counts: [Int] = [0]
    // A run of odd number is of set pixels; the last one goes on while nothing changes.
    func add(_ length: Int, isSet: Bool) {
      guard length > 0 else { return }
      if counts.count.isMultiple(of: 2) == isSet {
        counts[counts.count - 1] += length
      } else {
        counts.append(length)
      }
    }
    for x in 0..<width {
      var y = 0
      for span in Self.spans(of: polygons, atColumn: x, height: height) {
        add(span.lowerBound - y, isSet: false)
        add(span.upperBound - max(y, span.lowerBound), isSet: true)
        y = max(y, span.upperBound)
      }
      add(height - y, isSet: false)
    }
    self.init(width: width, height: height, counts: counts)
  }

  /// The rows within a polygon along a column's middle line, by rising beginnings; they may overlap.
  private static func spans(
    of polygons: [[Double]], atColumn column: Int, height: Int
  ) -> [Range<Int>] {
    let x = Double(column) + 0.5
    /// The first row whose center is not above `y`.
    func row(_ y: Double) -> Int { Int(min(max((y - 0.5).rounded(.up), 0), Double(height))) }
    var spans: [Range<Int>] = []
    for polygon in polygons where polygon.count >= 6 {
      var crossings: [Double] = []
      var previous = polygon.count - 2
      for point in stride(from: 0, to: polygon.count, by: 2) {
        let (x1, y1) = (polygon[previous], polygon[previous + 1])
        let (x2, y2) = (polygon[point], polygon[point + 1])
        if (x1 <= x) != (x2 <= x) { crossings.append(y1 + (x - x1) / (x2 - x1) * (y2 - y1)) }
        previous = point
      }
      crossings.sort()
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let span = row(crossings[pair])..<row(crossings[pair + 1])
        if !span.isEmpty { spans.append(span) }
      }
    }
    return spans.sorted { $0.lowerBound < $1.lowerBound }
  }
}
