import Codecs
import Imaging
import Testing

@Suite struct MetadataTests {
  /// The types of a PNG's chunks in order.
  private func chunks(_ png: [UInt8]) -> [String] {
    var types: [String] = []
    var start = 8
    while start + 12 <= png.count {
      let length = png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      types.append(String(decoding: png[start + 4..<start + 8], as: UTF8.self))
      start += 12 + length
    }
    return types
  }

  private func chunk(_ type: String, _ text: String) -> [UInt8] {
    let count = text.utf8.count
    var chunk: [UInt8] = [0, 0, UInt8(count >> 8), UInt8(count & 255)]
    chunk += Array(type.utf8)
    chunk += Array(text.utf8)
    return chunk + [1, 2, 3, 4]
  }

  @Test("a PNG that is written holds pixels, whatever the file that was read knew beside them")
  func encoding() throws {
    for name in ["orientation-6.jpg", "rgb-progressive.jpg", "palette-8.png", "rgb-16.png"] {
      let bytes = try Fixture.bytes(name)
      let png = PNGCodec.encode(try ImageFile.decode(bytes, name: name))
      #expect(Set(chunks(png)) == ["IHDR", "IDAT", "IEND"], "\(name)")
    }
    // The JPEG has what must not be carried over.
    let exif = try Fixture.bytes("orientation-6.jpg")
    #expect(exif.indices.contains { exif[$0...].starts(with: "Exif".utf8) })
  }

  @Test("metadata is cut out of a PNG, and what follows its end")
  func cutting() throws {
    let image = Fixture.noise(width: 5, height: 4, seed: 1)
    let png = PNGCodec.encode(image)
    let header = 8 + 25
    var stuffed = Array(png[..<header])
    for (type, text) in [
      ("eXIf", "GPSLatitude"), ("tEXt", "Author\u{0}somebody"), ("iTXt", "XML:com.adobe.xmp"),
      ("tIME", "1234567"),
    ] { stuffed += chunk(type, text) }
    stuffed += png[header...]
    stuffed += Array("trailing".utf8)
    #expect(PNGCodec.withoutMetadata(stuffed) == png)
    #expect(PNGCodec.withoutMetadata(png) == png)
    for file in ["palette-8-transparent.png", "gray-16.png"] {
      let bytes = try Fixture.bytes(file)
      let clean = try #require(PNGCodec.withoutMetadata(bytes))
      #expect(
        try PNGCodec.decode(clean, name: file) == PNGCodec.decode(bytes, name: file), "\(file)")
    }
    for end in 0..<png.count { #expect(PNGCodec.withoutMetadata(Array(png[..<end])) == nil) }
    #expect(PNGCodec.withoutMetadata(Array("GIF89a".utf8)) == nil)
  }

  @Test("a JPEG that is written is near the picture, the same every time, and holds no metadata")
  func jpeg() throws {
    let image = RGBImage(
      width: 61, height: 47,
      pixels: (0..<47).flatMap { y in
        (0..<61).flatMap { x in [UInt8(x * 4), UInt8(y * 5), UInt8(128)] }
      })
    let file = JPEGCodec.encode(image, quality: 90)
    #expect(file == JPEGCodec.encode(image, quality: 90))
    let decoded = try JPEGCodec.decode(file, name: "a")
    #expect(decoded.width == 61 && decoded.height == 47)
    let worst = zip(decoded.pixels, image.pixels).map { abs(Int($0) - Int($1)) }.max()
    #expect((worst ?? 255) < 24)
    #expect(JPEGCodec.encode(image, quality: 30).count < file.count)
    // Segments up to the scan: no application data but JFIF's own, no comment.
    var (start, markers) = (2, [UInt8]())
    while start + 4 <= file.count, file[start] == 0xFF, file[start + 1] != 0xDA {
      markers.append(file[start + 1])
      start += 2 + Int(file[start + 2]) << 8 + Int(file[start + 3])
    }
    #expect(markers.first == 0xE0 && !markers.isEmpty)
    #expect(!markers.contains { (0xE1...0xEF).contains($0) || $0 == 0xFE })
  }

  @Test("a digest in base64 is what browsers compute")
  func digest() {
    // printf 'abc' | openssl dgst -sha256 -binary | base64
    #expect(
      SHA256Digest.base64(of: Array("abc".utf8)) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }
}
