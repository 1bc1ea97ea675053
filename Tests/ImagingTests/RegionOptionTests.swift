import Imaging
import Testing

@Suite struct RegionOptionTests {
  @Test(
    "a compactness of 1 and fragments below a quarter of a cell are the standard", arguments: 0..<8)
  func standardOptions(seed: Int) {
    let image = RGBImage.sample(
      SampleKind.allCases[seed % 4], width: 60 + seed, height: 45, seed: seed)
    let explicit = Superpixels.slico(
      image, regionCount: 20 + seed, mode: .connected, compactness: 1, minimumRegionSize: 0.25)
    #expect(Superpixels.slico(image, regionCount: 20 + seed) == explicit, "seed \(seed)")
    let opencv = Superpixels.slico(
      image, regionCount: 20 + seed, mode: .opencv, compactness: 1, minimumRegionSize: 0.25)
    #expect(Superpixels.slico(image, regionCount: 20 + seed, mode: .opencv) == opencv)
  }

  @Test(
    "the vector loop weighs place as the plain one does", arguments: [0.25, 0.5, 2, 16, 128], 0..<4)
  func plainReference(compactness: Double, seed: Int) {
    let image = RGBImage.sample(SampleKind.allCases[seed], width: 37, height: 26, seed: seed)
    expectPlain(
      SLICO(published: image, regionCount: 11, compactness: compactness), compactness: compactness,
      rounds: 6, "seed \(seed)")
  }

  @Test("regions are rounder the more compact they are asked to be")
  func rounderRegions() {
    let image = RGBImage.sample(.ramps, width: 96, height: 72, seed: 9)
    let borders = [0.1, 1, 10, 1000].map { compactness in
      Superpixels.slico(image, regionCount: 30, compactness: compactness).borderLength
    }
    #expect(borders == borders.sorted(by: >))
    #expect(borders[0] > borders[3] * 5 / 4)
  }

  @Test("without any weight of place, color alone decides within a cluster's sight")
  func noCompactness() {
    let pixels = (0..<40 * 30).flatMap {
      Array(repeating: UInt8($0 % 40 < 23 ? 20 : 220), count: 3)
    }
    let image = RGBImage(width: 40, height: 30, pixels: pixels)
    let map = Superpixels.slico(image, regionCount: 4, compactness: 0)
    let left = Set(map.labels.indices.filter { $0 % 40 < 23 }.map { map.labels[$0] })
    let right = Set(map.labels.indices.filter { $0 % 40 >= 23 }.map { map.labels[$0] })
    #expect(left.isDisjoint(with: right))
  }

  @Test(
    "no region is smaller than the share of a cell that was asked for",
    arguments: [0, 0.1, 0.25, 0.5, 1], 0..<6)
  func smallestRegion(share: Double, seed: Int) {
    let image = RGBImage.sample(
      SampleKind.allCases[seed % 4], width: 64, height: 48 - seed, seed: seed)
    let map = Superpixels.slico(image, regionCount: 24, minimumRegionSize: share)
    let cell = Double(image.pixelCount) / 24
    #expect(
      map.pixelCounts.allSatisfy { Double($0) >= (cell * share).rounded(.down) }, "seed \(seed)")
    #expect(map.pieceCount == map.regionCount && map.regionCount <= 24, "seed \(seed)")
  }

  /// A fragment of four pixels: 4 of 36 is a share of 1/9 of a cell of two.
  @Test("a fragment stays when it is as large as asked for, and joins when not")
  func fragmentAtTheLimit() {
    let labels = (0..<72).map { pixel -> Int32 in
      [28, 29, 40, 41].contains(pixel) ? 2 : pixel % 12 < 6 ? 0 : 1
    }
    let image = RGBImage.sample(.plain, width: 12, height: 6, seed: 1)
    // Three regions in 72 pixels make cells of 24: one sixth of a cell is 4 pixels, one fifth too.
    for (share, count) in [(0.0, 3), (1.0 / 6, 3), (0.2, 3), (0.21, 2), (1, 2)] {
      var slico = SLICO(published: image, regionCount: 3)
      slico.labels = labels + Array(repeating: 0, count: SLICO.padding)
      let map = slico.connectedRegions(atMost: 3, minimumSize: share)
      #expect(map.regionCount == count, "share \(share)")
    }
  }

  @Test("options outside their ranges, and any in OpenCV's mode, stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Superpixels.slico(RGBImage(width: 1, height: 1, pixels: [1, 2, 3]), compactness: -0.1)
    }
    await #expect(processExitsWith: .failure) {
      _ = Superpixels.slico(RGBImage(width: 1, height: 1, pixels: [1, 2, 3]), compactness: .nan)
    }
    await #expect(processExitsWith: .failure) {
      _ = Superpixels.slico(
        RGBImage(width: 1, height: 1, pixels: [1, 2, 3]), minimumRegionSize: 1.1)
    }
    await #expect(processExitsWith: .failure) {
      _ = Superpixels.slico(
        RGBImage(width: 1, height: 1, pixels: [1, 2, 3]), mode: .opencv, compactness: 2)
    }
  }
}

extension LabelMap {
  /// How many pairs of neighboring pixels lie in different regions.
  fileprivate var borderLength: Int {
    labels.indices.reduce(0) { length, pixel in
      let right = pixel % width < width - 1 && labels[pixel] != labels[pixel + 1]
      let below = pixel + width < labels.count && labels[pixel] != labels[pixel + width]
      return length + (right ? 1 : 0) + (below ? 1 : 0)
    }
  }
}
