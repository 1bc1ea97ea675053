import Imaging
import Testing

@Suite struct CIELabTests {
  @Test("colors have the CIELAB values that scikit-image gives them")
  func referenceColors() throws {
    let lines = String(decoding: try Fixtures.bytes("cielab.txt"), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(lines.count == 32)
    for line in lines {
      let color = line[..<3].map { UInt8($0) }
      let planes = RGBImage(width: 1, height: 1, pixels: color).cieLab(padding: 2)
      for channel in 0..<3 {
        let error = (Double(planes[channel][0]) - line[3 + channel]).magnitude
        #expect(error < 0.001, "channel \(channel) of \(color)")
        #expect(planes[channel][1...] == [0, 0])
      }
    }
  }

  /// What sums of a cluster's colors rely on to be exact.
  @Test("every value is a multiple of 2^-24", arguments: 0..<8)
  func exactValues(seed: Int) {
    let image = RGBImage.sample(
      seed == 0 ? .ramps : .noise, width: 200, height: 200, seed: seed)
    for plane in image.cieLab(padding: 0) {
      #expect(plane.allSatisfy { ($0 * 16_777_216).rounded() == $0 * 16_777_216 })
      #expect(plane.allSatisfy { abs($0) < 128 })
    }
  }
}
