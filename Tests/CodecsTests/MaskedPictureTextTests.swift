import Codecs
import Imaging
import Testing

@testable import TestKit

@Suite struct MaskedPictureTextTests {
  /// The slow way: compose the pixels, write the file, encode it.
  private func reference(_ composer: MaskedImageComposer, _ set: RegionSet) -> [UInt8] {
    Base64.encode(BMPCodec.encode(composer.image(showing: set)))
  }

  private func text(
    _ text: MaskedPictureText, _ set: RegionSet, pieceLength: Int
  ) -> [UInt8] {
    var reader = text.reader(showing: set)
    var piece = [UInt8](repeating: 0, count: pieceLength)
    var result: [UInt8] = []
    while true {
      let count = piece.withUnsafeMutableBytes { reader.read(into: $0) }
      result += piece.prefix(count)
      if count < pieceLength { return result }
    }
  }

  @Test(
    "a spliced text is that of the composed picture, whatever the size, the regions and the pieces",
    arguments: 0..<400)
  func equal(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let width = Int.random(in: 1...13, using: &generator)
    let height = Int.random(in: 1...6, using: &generator)
    // Labels without holes, thrown over the picture: most runs are one pixel long.
    let regionCount = Int.random(in: 1...min(5, width * height), using: &generator)
    let labels =
      ((0..<width * height).map { index in
        index < regionCount ? index : Int.random(in: 0..<regionCount, using: &generator)
      }).shuffled(using: &generator).map(Int32.init)
    let composer = MaskedImageComposer(
      image: Fixture.noise(width: width, height: height, seed: UInt64(seed)),
      labels: LabelMap(width: width, height: height, labels: labels),
      fill: Fill.allCases[seed % Fill.allCases.count])
    let spliced = MaskedPictureText(composer)
    for bits in 0..<1 << regionCount {
      let set = RegionSet(
        regionCount: regionCount, (0..<regionCount).filter { bits >> $0 & 1 == 1 })
      let expected = reference(composer, set)
      #expect(spliced.count == expected.count)
      for pieceLength in [1, 3, 7, 64, 4096] {
        #expect(
          text(spliced, set, pieceLength: pieceLength) == expected,
          "seed \(seed), regions \(bits), pieces of \(pieceLength)")
      }
    }
  }

  @Test("groups that are alike and of two regions stay apart", arguments: 1...9)
  func alike(width: Int) {
    let image = RGBImage(
      width: width, height: 4, pixels: Array(repeating: 200, count: width * 12))
    let composer = MaskedImageComposer(
      image: image,
      labels: LabelMap(width: width, height: 4, labels: (0..<Int32(width * 4)).map { $0 }),
      fill: .black)
    let even = RegionSet(
      regionCount: width * 4, stride(from: 0, to: width * 4, by: 2))
    #expect(
      text(MaskedPictureText(composer), even, pieceLength: 4096) == reference(composer, even))
  }

  @Test(
    "a picture of usual size with superpixels is spliced exactly", arguments: [320, 321, 322, 323])
  func photograph(width: Int) {
    let image = Fixture.noise(width: width, height: 97, seed: 4)
    let composer = MaskedImageComposer(
      image: image, labels: Superpixels.slico(image, regionCount: 20), fill: .blur)
    let spliced = MaskedPictureText(composer)
    let all = RegionSet.all(regionCount: composer.regionCount)
    let odd = RegionSet(
      regionCount: composer.regionCount,
      stride(from: 1, to: composer.regionCount, by: 2))
    for set in [all, all.complement, odd, odd.complement] {
      #expect(text(spliced, set, pieceLength: 1000) == reference(composer, set))
    }
  }
}
