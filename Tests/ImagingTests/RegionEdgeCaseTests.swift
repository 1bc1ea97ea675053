import Imaging
import Testing

/// Pictures that leave a partition little room.
@Suite struct RegionEdgeCaseTests {
  /// The pictures by name.
  static let pictures: [(name: String, image: RGBImage)] =
    [(1, 1), (1, 2), (1, 4000), (4000, 1), (3, 3), (120, 90)].flatMap { width, height in
      [
        (
          "all black \(width)x\(height)",
          RGBImage(
            width: width, height: height, pixels: Array(repeating: 0, count: width * height * 3))
        ),
        (
          "all equal \(width)x\(height)",
          RGBImage.sample(.plain, width: width, height: height, seed: 5)
        ),
        (
          "noise \(width)x\(height)", RGBImage.sample(.noise, width: width, height: height, seed: 6)
        ),
      ]
    }

  @Test(
    "every pixel lies in a region and no region is empty",
    arguments: [Superpixels.Mode?.none, .connected, .opencv], [1, 2, 64, 10_000])
  func partitions(mode: Superpixels.Mode?, asked: Int) {
    for (name, image) in RegionEdgeCaseTests.pictures {
      let map =
        mode.map { Superpixels.slico(image, regionCount: asked, mode: $0) }
        ?? LabelMap.grid(width: image.width, height: image.height, regionCount: asked)
      #expect(map.width == image.width && map.height == image.height, "\(name)")
      #expect(map.labels.count == image.pixelCount, "\(name)")
      #expect(Set(map.labels) == Set(0..<Int32(map.regionCount)), "\(name)")
      #expect(map.pixelCounts.allSatisfy { $0 > 0 }, "\(name)")
      #expect(map.pixelCounts.reduce(0, +) == image.pixelCount, "\(name)")
      guard mode != .opencv else { continue }
      #expect(map.pieceCount == map.regionCount, "\(name)")
      #expect(map.regionCount <= asked, "\(name)")
    }
  }

  @Test("one region is the whole picture")
  func oneRegion() {
    for (name, image) in RegionEdgeCaseTests.pictures {
      let map = Superpixels.slico(image, regionCount: 1)
      #expect(map.pixelCounts == [image.pixelCount], "\(name)")
    }
  }

  @Test(
    "a picture of one pixel has one region, however many are asked for", arguments: [1, 64, 10_000])
  func onePixel(asked: Int) {
    let image = RGBImage(width: 1, height: 1, pixels: [200, 100, 50])
    for mode in Superpixels.Mode.allCases {
      #expect(Superpixels.slico(image, regionCount: asked, mode: mode).labels == [0])
    }
  }

  @Test("options keep their promises on the smallest and the thinnest pictures")
  func options() {
    for (name, image) in RegionEdgeCaseTests.pictures {
      for (compactness, share) in [(0.0, 0.0), (0, 1), (1000, 0), (1000, 1)] {
        let map = Superpixels.slico(
          image, regionCount: 64, compactness: compactness, minimumRegionSize: share)
        #expect(map.pixelCounts.reduce(0, +) == image.pixelCount, "\(name)")
        #expect(map.pieceCount == map.regionCount && map.regionCount <= 64, "\(name)")
      }
    }
  }

  @Test(
    "no fill changes a pixel of a shown region, in any picture", arguments: Fill.allCases,
    [(1, 1), (1, 4000), (4000, 1), (2, 1), (37, 23), (64, 64)])
  func shownPixels(fill: Fill, size: (width: Int, height: Int)) {
    for seed in 0..<24 {
      let image = RGBImage.sample(
        SampleKind.allCases[seed % 4], width: size.width, height: size.height, seed: seed)
      let labels =
        switch seed % 3 {
        case 0: LabelMap.grid(width: size.width, height: size.height, regionCount: 1 + seed * 3)
        case 1: Superpixels.slico(image, regionCount: 1 + seed * 3)
        default:
          LabelMap.sample(
            width: size.width, height: size.height, regionCount: 2 + seed, seed: seed)
        }
      let shown = RegionSet.sample(regionCount: labels.regionCount, seed: seed)
      let masked = MaskedImageComposer(image: image, labels: labels, fill: fill)
        .image(showing: shown)
      let filled = fill.applied(to: image)
      #expect(masked.width == image.width && masked.height == image.height)
      let wrong = masked.pixels.indices.first { channel in
        let isShown = shown.contains(Int(labels.labels[channel / 3]))
        return masked.pixels[channel] != (isShown ? image : filled).pixels[channel]
      }
      #expect(wrong == nil, "seed \(seed)")
    }
  }
}
