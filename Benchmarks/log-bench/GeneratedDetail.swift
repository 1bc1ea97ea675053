import Imaging

/// How much of a generated log stands behind each finding.
struct GeneratedDetail: Sendable {
  /// One finding in so many is explained.
  let findingsPerExplanation: Int
  /// The picture of a number.
  let picture: @Sendable (Int) -> RGBImage

  /// Of long logs: what a picture weighs does not depend on the number of findings, so it is as small as it can be.
  static let long = GeneratedDetail(findingsPerExplanation: 50) { number in
    RGBImage(
      width: 2, height: 2, pixels: (0..<12).map { UInt8(truncatingIfNeeded: number >> ($0 * 5)) })
  }

  /// Of logs to report: every finding is explained, and every picture is as large as a photograph of COCO.
  static let whole = GeneratedDetail(findingsPerExplanation: 1) { photograph($0) }

  /// Soft shapes with the grain of a camera, 640 x 480: some 500 kB as a PNG file.
  private static func photograph(_ number: Int) -> RGBImage {
    let (width, height) = (640, 480)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    var grain = UInt32(truncatingIfNeeded: number &* 2_654_435_761 | 1)
    let (first, second) = (number % 97 + 40, number % 61 + 30)
    for y in 0..<height {
      for x in 0..<width {
        grain ^= grain << 13
        grain ^= grain >> 17
        grain ^= grain << 5
        let shape = (x / first + y / second) & 1 * 60
        for channel in 0..<3 {
          let light = 40 + x * (channel + 1) / 14 + y / 6 + shape + Int(grain >> (8 * channel) & 7)
          pixels.append(UInt8(min(light, 255)))
        }
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }
}
