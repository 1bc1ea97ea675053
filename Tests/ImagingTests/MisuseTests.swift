import Imaging
import Testing

/// Values that do not fit together stop the program where they are put together, not later.
@Suite struct MisuseTests {
  @Test("an image needs all its channel values and some pixels")
  func images() async {
    await #expect(processExitsWith: .failure) {
      _ = RGBImage(width: 2, height: 1, pixels: [1, 2, 3])
    }
    await #expect(processExitsWith: .failure) { _ = RGBImage(width: 0, height: 1, pixels: []) }
  }

  @Test("a label map has a label for each pixel and a pixel for each region")
  func labelMaps() async {
    await #expect(processExitsWith: .failure) { _ = LabelMap(width: 2, height: 1, labels: [0]) }
    await #expect(processExitsWith: .failure) { _ = LabelMap(width: 2, height: 1, labels: [1, 1]) }
    await #expect(processExitsWith: .failure) {
      _ = LabelMap(width: 2, height: 1, labels: [0, -1])
    }
    await #expect(processExitsWith: .failure) {
      _ = LabelMap.grid(width: 2, height: 1, columns: 3, rows: 1)
    }
  }

  @Test("sets over different numbers of regions do not mix")
  func sets() async {
    await #expect(processExitsWith: .failure) {
      _ = RegionSet(regionCount: 3).union(RegionSet(regionCount: 4))
    }
    await #expect(processExitsWith: .failure) { _ = RegionSet(regionCount: 3).contains(3) }
    await #expect(processExitsWith: .failure) { _ = RegionSet(regionCount: -1) }
    await #expect(processExitsWith: .failure) {
      let map = LabelMap(width: 2, height: 1, labels: [0, 1])
      _ = map.outline(of: RegionSet(regionCount: 3))
    }
  }

  @Test("a composer takes labels of the picture's size and sets of its regions")
  func composers() async {
    await #expect(processExitsWith: .failure) {
      _ = MaskedImageComposer(
        image: RGBImage(width: 1, height: 2, pixels: [1, 2, 3, 4, 5, 6]),
        labels: LabelMap(width: 2, height: 1, labels: [0, 1]), fill: .black)
    }
    await #expect(processExitsWith: .failure) {
      _ = MaskedImageComposer(
        image: RGBImage(width: 1, height: 1, pixels: [1, 2, 3]),
        labels: LabelMap(width: 1, height: 1, labels: [0]), fill: .black
      ).image(showing: RegionSet(regionCount: 2))
    }
  }

  @Test("a layout has a count, a centroid and neighbors for each region")
  func layouts() async {
    await #expect(processExitsWith: .failure) {
      _ = RegionLayout(
        width: 2, height: 1, pixelCounts: [1, 1], centroids: [], neighbors: [[], []])
    }
  }
}
