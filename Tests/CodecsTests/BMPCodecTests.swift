import Codecs
import Imaging
import Testing

@Suite struct BMPCodecTests {
  @Test("two pixels above one another are written bottom row first, blue first, rows padded")
  func layout() {
    let file = BMPCodec.encode(RGBImage(width: 1, height: 2, pixels: [1, 2, 3, 4, 5, 6]))
    #expect(file.count == 54 + 8)
    #expect(Array(file[54...]) == [6, 5, 4, 0, 3, 2, 1, 0])
    #expect(Array(file[..<6]) == [0x42, 0x4D, 62, 0, 0, 0])
  }

  @Test(
    "what is encoded is decoded to the same pixels, whatever the padding", arguments: 1...9, 1...3)
  func roundTrip(width: Int, height: Int) throws {
    let image = Fixture.noise(width: width, height: height, seed: 3)
    #expect(try ImageFile.decode(BMPCodec.encode(image), name: "x.bmp") == image)
  }

  @Test("a file with the top row first is read as such")
  func topDown() throws {
    var file = BMPCodec.encode(RGBImage(width: 1, height: 2, pixels: [1, 2, 3, 4, 5, 6]))
    file.replaceSubrange(22..<26, with: [0xFE, 0xFF, 0xFF, 0xFF])
    #expect(try BMPCodec.decode(file, name: "x.bmp").pixels == [4, 5, 6, 1, 2, 3])
  }

  @Test("a file cut short, a palette and an absurd size are refused")
  func refused() {
    let file = BMPCodec.encode(Fixture.noise(width: 4, height: 4, seed: 1))
    var palette = file
    palette[28] = 8
    var huge = file
    huge.replaceSubrange(18..<26, with: [0, 0, 0, 0x40, 0, 0, 0, 0x80])
    for bytes in [Array(file.dropLast()), Array(file[..<40]), palette, huge] {
      #expect(throws: ImageError.self) { try ImageFile.decode(bytes, name: "x.bmp") }
    }
  }
}
