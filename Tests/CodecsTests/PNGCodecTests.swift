import Codecs
import Imaging
import Testing

@Suite struct PNGCodecTests {
  @Test(
    "what is encoded is decoded to the same pixels",
    arguments: [(1, 1), (2, 3), (13, 9), (64, 64), (257, 31), (1, 500)])
  func roundTrip(width: Int, height: Int) throws {
    let image = Fixture.noise(width: width, height: height, seed: UInt64(width * height))
    #expect(try PNGCodec.decode(PNGCodec.encode(image), name: "x.png") == image)
  }

  @Test("a header of 30000x30000 pixels is refused before any memory is taken")
  func hugeHeader() throws {
    let bytes = try resized(width: 30_000, height: 30_000)
    #expect(
      throws: ImageError(
        code: .tooLarge, name: "huge.png",
        reason: "30000x30000 pixels are more than the limit of 100000000")
    ) { try ImageFile.decode(bytes, name: "huge.png") }
  }

  @Test(
    "sizes that no picture has are refused, those that overflow included",
    arguments: [
      (0, 5), (5, 0), (0x7FFF_FFFF, 0x7FFF_FFFF), (0xFFFF_FFFF, 0xFFFF_FFFF), (1, 0xFFFF_FFFF),
    ])
  func impossibleSizes(width: Int, height: Int) throws {
    let bytes = try resized(width: width, height: height)
    #expect(throws: ImageError.self) { try ImageFile.decode(bytes, name: "x.png") }
  }

  @Test("a size within the limit that the file cannot fill is refused before its memory is taken")
  func unfilledHeader() throws {
    let bytes = try resized(width: 10_000, height: 10_000)
    #expect(
      throws: ImageError(
        code: .damaged, name: "x.png", reason: "damaged PNG: the file is cut short")
    ) { try ImageFile.decode(bytes, name: "x.png") }
  }

  @Test("a limit can be lowered")
  func limit() throws {
    let bytes = try Fixture.bytes("rgb-8.png")
    #expect(throws: ImageError.self) {
      try PNGCodec.decode(bytes, name: "x.png", limit: PixelLimit(pixelCount: 13 * 9 - 1))
    }
    #expect(
      try PNGCodec.decode(bytes, name: "x.png", limit: PixelLimit(pixelCount: 13 * 9)).pixelCount
        == 13 * 9)
  }

  @Test("a damaged checksum is named")
  func checksum() throws {
    var bytes = try Fixture.bytes("rgb-8.png")
    bytes[bytes.count - 20] ^= 1
    let error = #expect(throws: ImageError.self) { try ImageFile.decode(bytes, name: "x.png") }
    #expect(error?.code == .damaged)
    #expect(error?.description.hasPrefix("x.png: damaged PNG: ") == true)
  }

  /// A small file whose header claims another size.
  private func resized(width: Int, height: Int) throws -> [UInt8] {
    var bytes = try Fixture.bytes("rgb-8.png")
    for (offset, value) in [(16, width), (20, height)] {
      for index in 0..<4 { bytes[offset + index] = UInt8(value >> (24 - 8 * index) & 0xFF) }
    }
    return bytes
  }
}
