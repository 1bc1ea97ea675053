import Imaging

/// A rectangle of a picture's pixels.
struct BurntBox: Hashable {
  /// The first column.
  var x: Int
  /// The first row.
  var y: Int
  /// The number of columns, at least 1.
  var width: Int
  /// The number of rows, at least 1.
  var height: Int
}

extension RGBImage {
  /// What boxes are filled with: a gray, since black is what the model's own masks are filled with.
  private static let burntLevel: UInt8 = 128

  /// The picture with boxes in the place of what was there.
  ///
  /// - Parameters:
  ///   - boxes: The boxes, in pixels of the whole picture.
  ///   - size: The size of the whole picture, of which this one may be a smaller copy; boxes then cover every pixel that
  ///     they touch, and two more around them, which took from them when the copy was made.
  /// - Returns: The picture, burnt.
  func burning(_ boxes: [BurntBox], ofPicture size: (width: Int, height: Int)) -> RGBImage {
    var pixels = pixels
    for box in boxes {
      let columns = Self.span(box.x, box.width, of: size.width, in: width)
      let rows = Self.span(box.y, box.height, of: size.height, in: height)
      for row in rows {
        for value in (row * width + columns.lowerBound) * 3..<(row * width + columns.upperBound) * 3
        {
          pixels[value] = Self.burntLevel
        }
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  private static func span(_ start: Int, _ length: Int, of whole: Int, in side: Int) -> Range<Int> {
    guard side != whole else { return start..<start + length }
    // A pixel of a reduced copy is made of source pixels up to two of its own widths away.
    let first = start * side / whole - 2
    let end = ((start + length) * side + whole - 1) / whole + 2
    return max(0, first)..<min(side, max(end, 1))
  }
}
