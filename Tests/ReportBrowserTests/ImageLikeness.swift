import Imaging

/// How much two pictures of a page differ, where letters may fall a little differently on another machine.
///
/// Means of blocks are compared, not pixels: a letter drawn with softer edges changes no mean by much, a word that
/// is gone does.
struct ImageLikeness: CustomStringConvertible {
  /// The mean difference of the blocks' means, 0 … 255.
  var meanDifference: Double
  /// The share of blocks in which some channel's mean differs by more than 12 levels.
  var differingShare: Double

  /// One block of a thousand may differ, and the whole by half a level.
  var isAlike: Bool { meanDifference <= 0.5 && differingShare <= 0.001 }

  var description: String {
    "blocks differ by \(meanDifference) levels on average, \(differingShare * 100)% of them visibly"
  }

  /// Compares two pictures; nil when their sizes differ.
  init?(_ first: RGBImage, _ second: RGBImage, block: Int) {
    guard first.width == second.width, first.height == second.height else { return nil }
    let means = zip(first.blockMeans(block), second.blockMeans(block)).map { abs($0 - $1) }
    meanDifference = means.reduce(0, +) / Double(means.count)
    let blocks = means.count / 3
    let visible = (0..<blocks).count { index in
      means[index * 3..<index * 3 + 3].contains { $0 > 12 }
    }
    differingShare = Double(visible) / Double(blocks)
  }
}

extension RGBImage {
  /// The mean of all channels of all pixels.
  var meanLevel: Double { Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count) }

  /// The means of square blocks, a channel at a time, row-major; what is left at the edges is left out.
  func blockMeans(_ side: Int) -> [Double] {
    let (columns, rows) = (width / side, height / side)
    var sums = [Int](repeating: 0, count: columns * rows * 3)
    for y in 0..<rows * side {
      for x in 0..<columns * side {
        let block = (y / side * columns + x / side) * 3
        for channel in 0..<3 { sums[block + channel] += Int(pixels[(y * width + x) * 3 + channel]) }
      }
    }
    return sums.map { Double($0) / Double(side * side) }
  }

  /// The picture with a mean for every square block.
  func shrunk(by side: Int) -> RGBImage {
    RGBImage(
      width: width / side, height: height / side,
      pixels: blockMeans(side).map { UInt8($0.rounded()) })
  }
}
