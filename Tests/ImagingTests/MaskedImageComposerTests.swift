import Imaging
import Testing

@Suite struct MaskedImageComposerTests {
  @Test(
    "shown pixels are the picture's, hidden ones are the fill's",
    arguments: Fill.allCases, 0..<12)
  func composition(fill: Fill, seed: Int) {
    let (width, height) = (13 + seed, 9)
    let image = RGBImage.sample(
      SampleKind.allCases[seed % 4], width: width, height: height, seed: seed)
    let labels = LabelMap.sample(width: width, height: height, regionCount: 7, seed: seed)
    let composer = MaskedImageComposer(image: image, labels: labels, fill: fill)
    let set = RegionSet.sample(regionCount: labels.regionCount, seed: seed)
    let filled = fill.applied(to: image)
    let expected = image.pixels.indices.map { channel in
      set.contains(Int(labels.labels[channel / 3])) ? image.pixels[channel] : filled.pixels[channel]
    }
    #expect(composer.image(showing: set).pixels == expected, "seed \(seed)")
    #expect(composer.filledImage == filled)
  }

  @Test("showing every region is the picture, showing none the fill", arguments: Fill.allCases)
  func extremes(fill: Fill) {
    let image = RGBImage.sample(.ramps, width: 31, height: 17, seed: 5)
    let labels = LabelMap.grid(width: 31, height: 17, regionCount: 12)
    let composer = MaskedImageComposer(image: image, labels: labels, fill: fill)
    #expect(composer.image(showing: .all(regionCount: labels.regionCount)) == image)
    #expect(
      composer.image(showing: RegionSet(regionCount: labels.regionCount))
        == fill.applied(to: image))
  }

  @Test("a picture of one pixel is either itself or the fill")
  func onePixel() {
    let image = RGBImage(width: 1, height: 1, pixels: [9, 8, 7])
    let labels = LabelMap(width: 1, height: 1, labels: [0])
    let composer = MaskedImageComposer(image: image, labels: labels, fill: .black)
    #expect(composer.image(showing: .all(regionCount: 1)).pixels == [9, 8, 7])
    #expect(composer.image(showing: RegionSet(regionCount: 1)).pixels == [0, 0, 0])
  }
}
