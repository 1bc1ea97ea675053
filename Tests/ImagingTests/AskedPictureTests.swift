import Imaging
import Testing

@Suite struct AskedPictureTests {
  private let image = RGBImage.sample(.ramps, width: 31, height: 17, seed: 5)

  private func composer(_ fill: Fill) -> MaskedImageComposer {
    MaskedImageComposer(
      image: image, labels: .grid(width: 31, height: 17, regionCount: 12), fill: fill)
  }

  @Test("a masked picture has the pixels that its composer makes")
  func pixels() {
    let composer = composer(.mean)
    let set = RegionSet(regionCount: composer.regionCount, [0, 5, 7])
    #expect(AskedPicture.masked(composer, showing: set).image == composer.image(showing: set))
    #expect(AskedPicture.whole(image).image == image)
  }

  @Test("pictures are equal when their pixels are, however they came by them")
  func equality() {
    let all = RegionSet.all(regionCount: composer(.mean).regionCount)
    let shown = AskedPicture.masked(composer(.mean), showing: all)
    #expect(shown == .whole(image))
    #expect(Set([shown, .whole(image), .masked(composer(.black), showing: all)]).count == 1)
    #expect(
      AskedPicture.masked(composer(.mean), showing: all.complement)
        != .masked(composer(.black), showing: all.complement))
  }

  @Test("what is kept with a composer is made once, for its copies too")
  func kept() {
    let composer = composer(.mean)
    let copy = composer
    var count = 0
    func make() -> [Int] {
      count += 1
      return [count]
    }
    #expect(composer.kept(make) == [1])
    #expect(copy.kept(make) == [1])
    #expect(self.composer(.mean).kept(make) == [2])
    #expect(composer.kept { "another type" } == "another type")
    #expect(composer.kept(make) == [3])
  }
}
