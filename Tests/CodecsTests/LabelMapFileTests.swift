import Codecs
import Imaging
import Testing

@Suite struct LabelMapFileTests {
  @Test func `Labels are numbered as they appear`() throws {
    let grid = ValueGrid(width: 3, height: 2, values: [7, 7, -1, 0, 7, 0])
    let labels = LabelMap(width: 3, height: 2, labels: [0, 0, 1, 2, 0, 2])
    for precision in NPYCodec.Precision.allCases {
      let bytes = NPYCodec.encode(grid, as: precision)
      #expect(try LabelMapFile.decode(bytes, name: "x", width: 3, height: 2) == labels)
    }
  }

  @Test func `A label map that is written is read as itself`() throws {
    let labels = LabelMap.grid(width: 20, height: 10, regionCount: 50)
    let bytes = NPYCodec.encode(labels)
    #expect(try LabelMapFile.decode(bytes, name: "x.npy", width: 20, height: 10) == labels)
  }

  @Test func `A palette PNG's partition is that of its indices`() throws {
    let name = "palette-4.png"
    let map = try LabelMapFile.read(Fixture.path(name), width: 13, height: 9)
    let indices = try #require(ValueGridFileTests.samples[name])
    #expect(map.regionCount == Set(indices).count)
    #expect(map == (try LabelMap(numbering: .init(width: 13, height: 9, values: indices))))
  }

  @Test func `An error names the file`() throws {
    let error = try #require(throws: ImageError.self) {
      try LabelMapFile.read(Fixture.path("palette-4.png"), width: 26, height: 18)
    }
    #expect(error.code == .unsuitable)
    #expect(
      error.description
        == "\(Fixture.path("palette-4.png")): the label map is 13x9, the image 26x18: "
        + "make it in the image's size")
  }
}

extension LabelMap {
  /// Numbers the labels of a picture of their own size.
  fileprivate init(numbering grid: ValueGrid) throws {
    try self.init(numbering: grid, width: grid.width, height: grid.height)
  }
}
