import Imaging
import Testing

@Suite struct SuperpixelsTests {
  @Test("the names in logs and on command lines do not change")
  func names() {
    #expect(Superpixels.Mode.allCases.map(\.rawValue) == ["connected", "opencv"])
  }

  @Test(
    "connected regions are in one piece, in order, not tiny, and at most as many as asked for",
    arguments: SampleKind.allCases, 0..<8)
  func connectedProperties(kind: SampleKind, seed: Int) {
    let image = RGBImage.sample(kind, width: 40 + seed * 7, height: 64 - seed * 5, seed: seed)
    let asked = 1 + seed * seed
    let map = Superpixels.slico(image, regionCount: asked, mode: .connected)
    #expect(map.width == image.width && map.height == image.height)
    #expect(map.pixelCounts.reduce(0, +) == image.pixelCount)
    #expect(map.regionCount <= asked && map.regionCount * 10 >= asked * 6, "seed \(seed)")
    #expect(map.pieceCount == map.regionCount, "seed \(seed)")
    #expect(isNumberedByFirstPixels(map))
    let smallest = map.pixelCounts.min() ?? 0
    #expect(smallest >= image.pixelCount / asked / 4, "seed \(seed)")
  }

  @Test("the vector loop assigns every pixel as the plain one does", arguments: 0..<12)
  func plainReference(seed: Int) {
    let image = RGBImage.sample(
      SampleKind.allCases[seed % 4], width: 5 + seed * 3, height: 30 - seed, seed: seed)
    expectPlain(SLICO(published: image, regionCount: 5 + seed), rounds: 6, "seed \(seed)")
  }

  @Test(
    "any size and any region count gives a partition", arguments: Superpixels.Mode.allCases,
    [-1, 0, 1, 2, 64, 10_000])
  func extremes(mode: Superpixels.Mode, asked: Int) {
    for (width, height) in [(1, 1), (1, 4000), (4000, 1), (2, 3), (7, 7), (9, 100)] {
      for kind in [SampleKind.plain, .noise] {
        let image = RGBImage.sample(kind, width: width, height: height, seed: asked + width)
        let map = Superpixels.slico(image, regionCount: asked, mode: mode)
        #expect(map.pixelCounts.reduce(0, +) == width * height)
        if mode == .connected { #expect(map.regionCount <= max(1, asked)) }
      }
    }
  }

  @Test("a black picture is cut into even cells")
  func blackPicture() {
    let image = RGBImage(width: 96, height: 64, pixels: Array(repeating: 0, count: 96 * 64 * 3))
    let map = Superpixels.slico(image, regionCount: 24, mode: .connected)
    #expect(map.regionCount == 24)
    #expect(map.pixelCounts.allSatisfy { (200...312).contains($0) })
  }

  @Test("as many regions as pixels are the pixels")
  func singlePixels() {
    let image = RGBImage.sample(.noise, width: 12, height: 10, seed: 4)
    let map = Superpixels.slico(image, regionCount: 120, mode: .connected)
    #expect(map.labels == (0..<120).map { Int32($0) })
  }

  @Test("a sharp edge is not crossed", arguments: [37, 61, 80])
  func sharpEdge(edge: Int) {
    let (width, height) = (120, 90)
    let pixels = (0..<width * height).flatMap { pixel -> [UInt8] in
      pixel % width < edge ? [180, 40, 40] : [60, 110, 60]
    }
    let image = RGBImage(width: width, height: height, pixels: pixels)
    let map = Superpixels.slico(image, regionCount: 30, mode: .connected)
    let left = Set(map.labels.indices.filter { $0 % width < edge }.map { map.labels[$0] })
    let right = Set(map.labels.indices.filter { $0 % width >= edge }.map { map.labels[$0] })
    #expect(left.isDisjoint(with: right))
  }

  @Test("the standard call asks for 64 connected regions")
  func standardCall() {
    let image = RGBImage.sample(.ramps, width: 80, height: 60, seed: 2)
    let explicit = Superpixels.slico(image, regionCount: 64, mode: .connected)
    #expect(Superpixels.slico(image).labels == explicit.labels)
  }

  private func isNumberedByFirstPixels(_ map: LabelMap) -> Bool {
    var next: Int32 = 0
    for label in map.labels where label >= next {
      guard label == next else { return false }
      next += 1
    }
    return true
  }
}
