import Attribution
import Imaging

/// The picture with its regions tinted by their gains and the trigger outlined, as pixels: for slides and
/// papers, where a page's SVG is of no use.
///
/// Colors and their strength are those of the page's map: orange carries the answer, teal speaks against it.
struct OverlayPicture {
  private static let orange: SIMD3<Double> = [232, 93, 4]
  private static let teal: SIMD3<Double> = [0, 128, 128]
  /// Small pictures are enlarged by a whole factor, so that this many pixels are reached.
  private static let leastSide = 512

  let picture: RGBImage
  let labels: LabelMap
  let explanation: Explanation?
  /// The set that is outlined; empty for none.
  let outlined: RegionSet

  /// The overlay, a whole number of times as large as the picture.
  func drawn() -> RGBImage {
    let factor = max(
      1,
      (Self.leastSide + max(picture.width, picture.height) - 1)
        / max(picture.width, picture.height))
    let (width, height) = (picture.width * factor, picture.height * factor)
    let tints = tints
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let source = y / factor * picture.width + x / factor
        let color = SIMD3<Double>(
          Double(picture.pixels[source * 3]), Double(picture.pixels[source * 3 + 1]),
          Double(picture.pixels[source * 3 + 2]))
        let drawn = border(x, y, factor) ?? tints[Int(labels.labels[source])].over(color)
        pixels += [drawn.x, drawn.y, drawn.z].map { UInt8(max(0, min(255, $0.rounded()))) }
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  private struct Tint {
    var color = SIMD3<Double>()
    var opacity = 0.0

    func over(_ below: SIMD3<Double>) -> SIMD3<Double> {
      below * (1 - opacity) + color * opacity
    }
  }

  /// The tint of each region.
  private var tints: [Tint] {
    var tints = Array(repeating: Tint(), count: labels.regionCount)
    guard let explanation else { return tints }
    for (rank, region) in explanation.order.enumerated() {
      let gain = explanation.gains[rank]
      tints[region] = Tint(
        color: gain < 0 ? Self.teal : Self.orange, opacity: RankMap.opacity(gain) * 0.8)
    }
    return tints
  }

  /// White inside the outlined set's border and black outside of it, so that it shows on any picture.
  private func border(_ x: Int, _ y: Int, _ factor: Int) -> SIMD3<Double>? {
    guard !outlined.isEmpty else { return nil }
    let isInside = isOutlined(x, y, factor)
    for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-2, 0), (2, 0), (0, -2), (0, 2)]
    where isOutlined(x + dx, y + dy, factor) != isInside {
      return isInside ? [255, 255, 255] : [0, 0, 0]
    }
    return nil
  }

  private func isOutlined(_ x: Int, _ y: Int, _ factor: Int) -> Bool {
    guard x >= 0, y >= 0, x < picture.width * factor, y < picture.height * factor else {
      return false
    }
    return outlined.contains(Int(labels.labels[y / factor * picture.width + x / factor]))
  }
}
