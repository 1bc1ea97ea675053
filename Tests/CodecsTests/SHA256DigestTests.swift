import Codecs
import Imaging
import Testing

@Suite struct SHA256DigestTests {
  @Test func piecesHaveTheDigestOfTheWhole() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    let stream = SHA256Stream()
    for start in stride(from: 0, to: bytes.count, by: 77) {
      stream.update(Array(bytes[start...].prefix(77)))
    }
    #expect(stream.hex == SHA256Digest.hex(of: bytes) && stream.byteCount == 1000)
  }

  @Test("the digest of nothing and of abc are the published ones (FIPS 180-4)")
  func published() {
    #expect(
      SHA256Digest.hex(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    #expect(
      SHA256Digest.hex(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("a picture's digest is that of its sides and its pixels")
  func picture() {
    let image = RGBImage(width: 2, height: 1, pixels: [9, 8, 7, 6, 5, 4])
    let bytes: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 8, 7, 6, 5, 4]
    #expect(SHA256Digest.hex(of: image) == SHA256Digest.hex(of: bytes))
  }

  @Test("the same pixels in another shape have another digest")
  func shape() {
    let pixels: [UInt8] = [9, 8, 7, 6, 5, 4]
    #expect(
      SHA256Digest.hex(of: RGBImage(width: 2, height: 1, pixels: pixels))
        != SHA256Digest.hex(of: RGBImage(width: 1, height: 2, pixels: pixels)))
  }
}
