/// A mask in COCO's uncompressed run-length form.
public struct RunLengthMask: Sendable, Hashable {
  /// The mask's width in pixels.
  public let width: Int
  /// The mask's height in pixels.
  public let height: Int
  /// Lengths of runs of unset and set pixels by turns, unset first, down the columns from the left.
  public let counts: [Int]

  /// Makes a mask of checked runs.
  ///
  /// - Returns: nil when the runs do not cover the pixels exactly, or a size is below 1 or above 65,535.
  public init?(width: Int, height: Int, counts: [Int]) {
    guard (1...65_535).contains(width), (1...65_535).contains(height) else { return nil }
    var remaining = width * height
    for count in counts {
      guard (0...remaining).contains(count) else { return nil }
      remaining -= count
    }
    guard remaining == 0 else { return nil }
    self.width = width
    self.height = height
    self.counts = counts
  }

  /// The number of set pixels.
  public var area: Int {
    stride(from: 1, to: counts.count, by: 2).reduce(0) { $0 + counts[$1] }
  }

  /// The mask as `height` × `width` values, row by row from the top left.
  public func pixels() -> [Bool] {
    var pixels = [Bool](repeating: false, count: width * height)
    var position = 0
    for (turn, count) in counts.enumerated() {
      if !turn.isMultiple(of: 2) {
        // Positions run down the columns: x is the quotient by the height, y the remainder.
        for p in position..<(position + count) { pixels[p % height * width + p / height] = true }
      }
      position += count
    }
    return pixels
  }
}
