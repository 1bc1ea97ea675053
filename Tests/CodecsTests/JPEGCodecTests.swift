import Codecs
import Imaging
import Testing

@Suite struct JPEGCodecTests {
  /// A small file whose frame header claims another size.
  private func resized(width: Int, height: Int) throws -> [UInt8] {
    var bytes = try Fixture.bytes("rgb-444.jpg")
    let frame = try #require(bytes.firstRange(of: [0xFF, 0xC0])).lowerBound
    for (offset, value) in [(frame + 5, height), (frame + 7, width)] {
      (bytes[offset], bytes[offset + 1]) = (UInt8(value >> 8), UInt8(value & 0xFF))
    }
    return bytes
  }

  @Test("a header of 65500x65500 pixels is refused before any memory is taken")
  func hugeHeader() throws {
    let bytes = try resized(width: 65_500, height: 65_500)
    #expect(
      throws: ImageError(
        code: .tooLarge, name: "huge.jpg",
        reason: "65500x65500 pixels are more than the limit of 100000000")
    ) { try ImageFile.decode(bytes, name: "huge.jpg") }
  }

  @Test(
    "sizes that no picture has, or that the file cannot fill, are refused",
    arguments: [(0, 5), (5, 0), (0, 0), (65_535, 1), (9_000, 9_000)])
  func impossibleSizes(width: Int, height: Int) throws {
    let bytes = try resized(width: width, height: height)
    let error = #expect(throws: ImageError.self) { try ImageFile.decode(bytes, name: "x.jpg") }
    #expect(error?.code == .damaged, "\(String(describing: error))")
  }

  @Test("ink is read as Adobe's programs write it, plain and as luma and chroma")
  func inks() throws {
    let plain = try ImageFile.read(Fixture.path("cmyk.jpg"))
    let converted = try ImageFile.read(Fixture.path("ycck.jpg"))
    #expect(plain.width == converted.width && plain.height == converted.height)
    let differences = zip(plain.pixels, converted.pixels).map { abs(Int($0) - Int($1)) }
    // They are one picture; the way through luma and chroma blurs its edges.
    #expect(differences.reduce(0, +) < 4 * differences.count)
    // The red square in the middle of the scene, which inverted ink would show in cyan.
    let middle = (10 * plain.width + 7) * 3
    #expect(plain.pixels[middle] > 180 && plain.pixels[middle + 1] < 50)
    #expect(converted.pixels[middle] > 180 && converted.pixels[middle + 1] < 50)
  }
}
