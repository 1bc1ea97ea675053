/// The border of a growing set of pixels, as directed edges between pixel corners.
///
/// Edges run clockwise on the screen, so a pixel of the set is always to their right. The shared edge
/// of two pixels would run both ways, and is left out.
struct PixelBorder {
  private enum Direction: UInt8 {
    case east, south, west, north

    var bit: UInt8 { 1 << rawValue }

    var right: Direction {
      switch self {
      case .east: .south
      case .south: .west
      case .west: .north
      case .north: .east
      }
    }

    var left: Direction { right.right.right }

    /// Right, straight on or left, the first of them that is among some directions as bits.
    ///
    /// A list of the three would be made anew at every step of a border, which takes most of the time.
    func turn(among leaving: UInt8) -> Direction? {
      if leaving & right.bit != 0 { return right }
      if leaving & bit != 0 { return self }
      return leaving & left.bit != 0 ? left : nil
    }
  }

  private let box: PixelBox
  /// The number of corners in a row of corners.
  private let width: Int
  /// For each corner, the directions of the edges that leave it, as bits.
  private var leaving: [UInt8]

  /// The border of no pixels, with room for those in `box`.
  init(box: PixelBox) {
    self.box = box
    self.width = box.columns.count + 1
    self.leaving = Array(repeating: 0, count: width * (box.rows.count + 1))
  }

  /// Adds pixels of the box that lie side by side; runs come row by row, from the left, and no two touch in a row.
  mutating func append(_ columns: Range<Int>, inRow y: Int) {
    guard !columns.isEmpty else { return }
    let top = (y - box.rows.lowerBound) * width - box.columns.lowerBound
    let bottom = top + width
    for x in columns {
      if leaving[top + x + 1] & Direction.west.bit != 0 {
        leaving[top + x + 1] &= ~Direction.west.bit
      } else {
        leaving[top + x] |= Direction.east.bit
      }
      leaving[bottom + x + 1] |= Direction.west.bit
    }
    // Within the run, the edges between two pixels would run both ways.
    leaving[bottom + columns.lowerBound] |= Direction.north.bit
    leaving[top + columns.upperBound] |= Direction.south.bit
  }

  /// Follows the edges around, beginning at the first edge to the east, row by row.
  consuming func polygons() -> [[RegionOutline.Point]] {
    var polygons: [[RegionOutline.Point]] = []
    for start in leaving.indices {
      // Every polygon has edges to the east, and the first of them begins at a corner.
      while leaving[start] & Direction.east.bit != 0 { polygons.append(takePolygon(from: start)) }
    }
    return polygons
  }

  /// Removes the edges of one polygon, which begins with the edge that leaves `start` eastwards.
  private mutating func takePolygon(from start: Int) -> [RegionOutline.Point] {
    var polygon: [RegionOutline.Point] = []
    var corner = start
    var direction = Direction.east
    repeat {
      corner = self.corner(after: corner, to: direction)
      // Where two pixels meet at a corner only, the right turn stays with the same pixel.
      guard let next = direction.turn(among: leaving[corner]) else {
        preconditionFailure("the border of a set of pixels ends at corner \(point(corner))")
      }
      leaving[corner] &= ~next.bit
      if next != direction { polygon.append(point(corner)) }
      direction = next
    } while corner != start || direction != .east
    return polygon
  }

  private func corner(after corner: Int, to direction: Direction) -> Int {
    switch direction {
    case .east: corner + 1
    case .south: corner + width
    case .west: corner - 1
    case .north: corner - width
    }
  }

  private func point(_ corner: Int) -> RegionOutline.Point {
    RegionOutline.Point(
      x: box.columns.lowerBound + corner % width, y: box.rows.lowerBound + corner / width)
  }
}
