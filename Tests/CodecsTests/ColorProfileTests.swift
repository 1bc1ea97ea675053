import Codecs
import Imaging
import Testing

/// Color profiles are ignored knowingly: model servers ignore them too, and what is masked must be what is seen.
@Suite struct ColorProfileTests {
  /// A profile that would turn red to blue, as far as its name goes; nobody is to read on.
  private static let profile = Array(repeating: UInt8(0x41), count: 128)

  @Test(
    "a JPEG's color profile changes no pixel", arguments: ["rgb-444.jpg", "gray.jpg", "cmyk.jpg"])
  func inJPEG(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let payload = Array("ICC_PROFILE\0".utf8) + [1, 1] + Self.profile
    let length = payload.count + 2
    let segment = [0xFF, 0xE2, UInt8(length >> 8), UInt8(length & 0xFF)] + payload
    let profiled = Array(bytes[..<2]) + segment + bytes[2...]
    #expect(try ImageFile.decode(profiled, name: name) == ImageFile.read(Fixture.path(name)))
  }

  @Test(
    "a PNG's gamma, chromaticities, standard color space and color profile change no pixel",
    arguments: ["rgb-8.png", "rgb-16.png", "gray-alpha-8.png", "palette-4.png"])
  func inPNG(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let chunks = [
      chunk("gAMA", big(200_000)),
      chunk("cHRM", (0..<8).flatMap { big(10_000 + 3_000 * $0) }),
      chunk("sRGB", [0]),
      // A stored block of zlib's, which is as good as a compressed one.
      chunk("iCCP", Array("turned\0".utf8) + [0] + stored(Self.profile)),
    ]
    for added in chunks {
      // After the signature and the header, which are 8 and 25 bytes.
      let profiled = Array(bytes[..<33]) + added + bytes[33...]
      #expect(try ImageFile.decode(profiled, name: name) == ImageFile.read(Fixture.path(name)))
    }
  }

  private func big(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  private func chunk(_ kind: String, _ payload: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + payload
    var checksum: UInt32 = .max
    for byte in body {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return big(payload.count) + body + big(Int(~checksum))
  }

  private func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    let length = [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)]
    return [0x78, 0x01, 1] + length + length.map { ~$0 } + bytes + big(b << 16 | a)
  }
}
