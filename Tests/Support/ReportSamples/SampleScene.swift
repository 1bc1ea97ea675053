import Imaging

/// A small kitchen drawn in code, with a bowl in it: what a report's sample shows.
struct SampleScene {
  static let side = 128

  /// The picture.
  let image: RGBImage
  /// Its regions.
  let labels: LabelMap
  /// The bowl's pixels: label 1; all others: label 0.
  let bowl: LabelMap
  /// The share of each region that the bowl covers, 0 … 1.
  let bowlShares: [Double]

  /// A kitchen; `shift` moves the things in it, so that scenes differ.
  init(shift: Int) {
    let place = Double(shift)
    let bowlShapes = [
      Shape.ellipse(38 + place, 84, 21, 8), .ellipse(38 + place, 89, 19, 13),
    ]
    var pixels: [UInt8] = []
    var inBowl: [Int32] = []
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        var sum = (0.0, 0.0, 0.0)
        for sample in 0..<4 {  // 2x2 samples a pixel, for soft edges
          let x = Double(column) + (Double(sample % 2) + 0.5) / 2
          let y = Double(row) + (Double(sample / 2) + 0.5) / 2
          let color = Self.color(x, y, shift: place, bowl: bowlShapes)
          sum = (sum.0 + color.0, sum.1 + color.1, sum.2 + color.2)
        }
        let grain = Double((column &* 73 &+ row &* 151 &+ column &* row &* 7) % 11) - 5
        for channel in [sum.0, sum.1, sum.2] {
          pixels.append(UInt8(min(max(channel / 4 + grain, 0), 255)))
        }
        let isBowl = bowlShapes.contains { $0.contains(Double(column) + 0.5, Double(row) + 0.5) }
        inBowl.append(isBowl ? 1 : 0)
      }
    }
    image = RGBImage(width: Self.side, height: Self.side, pixels: pixels)
    bowl = LabelMap(width: Self.side, height: Self.side, labels: inBowl)
    labels = Self.cells()
    var counts = Array(repeating: 0, count: labels.regionCount)
    for (pixel, label) in labels.labels.enumerated() where inBowl[pixel] == 1 {
      counts[Int(label)] += 1
    }
    bowlShares = zip(counts, labels.pixelCounts).map { Double($0) / Double($1) }
  }

  private enum Shape {
    case ellipse(Double, Double, Double, Double)
    case box(Double, Double, Double, Double)

    func contains(_ x: Double, _ y: Double) -> Bool {
      switch self {
      case .ellipse(let centerX, let centerY, let radiusX, let radiusY):
        let (dx, dy) = ((x - centerX) / radiusX, (y - centerY) / radiusY)
        return dx * dx + dy * dy <= 1
      case .box(let left, let top, let width, let height):
        return x >= left && x < left + width && y >= top && y < top + height
      }
    }
  }

  private static func color(_ x: Double, _ y: Double, shift: Double, bowl: [Shape])
    -> (Double, Double, Double)
  {
    if Shape.ellipse(30 + shift, 79, 6, 5).contains(x, y) { return (214, 74, 52) }  // apples
    if Shape.ellipse(41 + shift, 78, 7, 6).contains(x, y) { return (226, 152, 48) }
    if bowl[0].contains(x, y) { return (120, 165, 196) }
    if bowl[1].contains(x, y), y > 84 { return (86 - (y - 84), 128, 168) }
    if Shape.ellipse(100, 88, 9, 4).contains(x, y) { return (88, 60, 42) }  // cup
    if Shape.box(91, 88, 18, 17).contains(x, y) { return (238, 232, 220 - (x - 91)) }
    if Shape.box(70 - shift / 2, 12, 42, 42).contains(x, y) {  // window
      let isFrame = Shape.box(89.5 - shift / 2, 12, 3, 42).contains(x, y) || abs(y - 33) < 1.5
      return isFrame ? (246, 243, 236) : (150 + y, 196 + y / 2, 232)
    }
    if y > 82 { return (176 - (y - 82) * 0.7, 126 - (y - 82) * 0.6, 82) }  // table
    let tile = (Int(x) / 16 + Int(y) / 16) % 2 == 0 ? 6.0 : 0
    return (224 - y * 0.25 + tile, 216 - y * 0.2 + tile, 198 + tile)
  }

  /// Eight by eight cells with uneven borders, each pixel with its nearest center.
  private static func cells() -> LabelMap {
    let centers = (0..<64).map { cell in
      (
        x: (cell % 8) * 16 + 8 + (cell &* 37) % 9 - 4,
        y: (cell / 8) * 16 + 8 + (cell &* 53) % 9 - 4
      )
    }
    let labels = (0..<side * side).map { pixel in
      let (x, y) = (pixel % side, pixel / side)
      var (nearest, least) = (0, Int.max)
      for (cell, center) in centers.enumerated() {
        let (dx, dy) = (center.x - x, center.y - y)
        if dx * dx + dy * dy < least { (nearest, least) = (cell, dx * dx + dy * dy) }
      }
      return Int32(nearest)
    }
    return LabelMap(width: side, height: side, labels: labels)
  }
}
