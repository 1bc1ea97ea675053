import Codecs
import Foundation
import Imaging
import Testing

@testable import TestKit

@Suite struct ValueGridFileTests {
  /// The numbers in each of the PNG files, by `Fixtures/make_fixtures.py`.
  static let samples: [String: [Double]] = {
    let file = Fixture.folder.appendingPathComponent("samples.json")
    guard let data = try? Data(contentsOf: file),
      let samples = try? JSONDecoder().decode([String: [Double]].self, from: data)
    else { fatalError("\(file.path) is missing or damaged") }
    return samples
  }()

  private let gray = RGBImage(width: 2, height: 1, pixels: [7, 7, 7, 200, 200, 200])
  private let almostGray = RGBImage(width: 2, height: 1, pixels: [7, 7, 7, 200, 201, 200])

  @Test(arguments: samples.keys.filter { $0.hasPrefix("gray") }.sorted())
  func `Gray levels are kept at full depth, whatever the transparency`(name: String) throws {
    let grid = try ValueGridFile.read(Fixture.path(name))
    #expect(grid == ValueGrid(width: 13, height: 9, values: Self.samples[name] ?? []))
    #expect(try PNGCodec.decodeLabels(Fixture.bytes(name), name: name) == grid)
  }

  @Test(arguments: samples.keys.filter { $0.hasPrefix("palette") }.sorted())
  func `A palette's indices are labels`(name: String) throws {
    let grid = try PNGCodec.decodeLabels(Fixture.bytes(name), name: name)
    #expect(grid == ValueGrid(width: 13, height: 9, values: Self.samples[name] ?? []))
  }

  @Test func `The samples cover gray and palettes of every depth`() {
    #expect(Self.samples.keys.count { $0.hasPrefix("gray") } == 15)
    #expect(Self.samples.keys.count { $0.hasPrefix("palette") } == 9)
  }

  @Test func `A palette of grays is a map of its levels, not of its indices`() throws {
    let name = "palette-4-gray.png"
    let levels = try #require(Self.samples[name]).map { 255 - 16 * $0 }
    #expect(
      try ValueGridFile.read(Fixture.path(name))
        == ValueGrid(width: 13, height: 9, values: levels))
  }

  @Test func `A gray picture in RGB is a map`() throws {
    let bytes = PNGCodec.encode(gray)
    #expect(
      try ValueGridFile.decode(bytes, name: "x.png")
        == ValueGrid(width: 2, height: 1, values: [7, 200]))
  }

  @Test func `A colored picture is not a map`() throws {
    let files = [
      PNGCodec.encode(almostGray), try Fixture.bytes("rgb-16.png"),
      try Fixture.bytes("rgba-8-interlaced.png"), try Fixture.bytes("palette-8.png"),
    ]
    for bytes in files {
      #expect(
        throws: ImageError(
          code: .unsuitable, name: "x.png",
          reason: "a colored picture is not an attribution map: write the values as gray or NPY")
      ) { try ValueGridFile.decode(bytes, name: "x.png") }
    }
  }

  @Test func `An RGB picture is not a label map, even a gray one`() {
    #expect(
      throws: ImageError(
        code: .unsuitable, name: "x.png",
        reason: "an RGB picture is not a label map: write the labels as gray, palette or NPY")
    ) { try LabelMapFile.decode(PNGCodec.encode(gray), name: "x.png", width: 2, height: 1) }
  }

  @Test func `Formats are told by content, and others are refused`() throws {
    let grid = ValueGrid(width: 2, height: 1, values: [0.5, 1])
    #expect(
      try ValueGridFile.decode(NPYCodec.encode(grid, as: .single), name: "misnamed.png") == grid)
    let others = [
      [], Array("P5 1 1 255 x".utf8), BMPCodec.encode(gray), try Fixture.bytes("gray.jpg"),
    ]
    for bytes in others {
      let error = try #require(throws: ImageError.self) {
        try ValueGridFile.decode(bytes, name: "x.npy")
      }
      #expect(error.code == .unknownFormat)
      #expect(throws: error) {
        try LabelMapFile.decode(bytes, name: "x.npy", width: 2, height: 1)
      }
    }
  }

  @Test func `Files that are missing or longer than the limit allows are not read`() throws {
    let missing = Fixture.path("no such.npy")
    #expect(throws: ImageError(code: .unreadable, name: missing, reason: "no such file")) {
      try ValueGridFile.read(missing)
    }
    // A file of 8 GB that takes no room: it is all hole.
    let path = NSTemporaryDirectory() + "hallux-\(UUID().uuidString).npy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data([0x93]).write(to: URL(fileURLWithPath: path))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 1 << 33)
    try handle.close()
    let error = try #require(throws: ImageError.self) { try ValueGridFile.read(path) }
    #expect(error.code == .tooLarge)
  }

  @Test func `Sizes in a PNG's header are checked before memory is taken`() throws {
    var bytes = try Fixture.bytes("gray-16.png")
    for offset in [16, 20] { bytes[offset + 2] = 0x70 }
    #expect(throws: ImageError.self) { try ValueGridFile.decode(bytes, name: "x.png") }
    #expect(throws: ImageError.self) {
      let limit = PixelLimit(pixelCount: 13 * 9 - 1)
      return try ValueGridFile.read(Fixture.path("gray-16.png"), limit: limit)
    }
  }

  @Test(arguments: 0..<20)
  func `Mutated PNG files never crash`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let limit = PixelLimit(pixelCount: 100_000)
    for name in Fixture.names where name.hasSuffix(".png") {
      var bytes = try Fixture.bytes(name)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1 where bytes.count > 10:
          bytes.removeSubrange(index..<min(bytes.count, index + 3))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 3)], at: index)
        }
      }
      let grid = try? ValueGridFile.decode(bytes, name: name, limit: limit)
      #expect((grid?.values.count ?? 0) <= limit.pixelCount, "\(name), seed \(seed)")
      let labels = try? LabelMapFile.decode(bytes, name: name, width: 13, height: 9, limit: limit)
      #expect((labels?.regionCount ?? 0) <= 13 * 9, "\(name), seed \(seed)")
    }
  }
}
