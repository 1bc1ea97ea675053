import Crypto
public import Imaging

/// SHA-256 digests as 64 lowercase hexadecimal digits.
public enum SHA256Digest {
  /// The digest of bytes.
  public static func hex(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hex(hash.finalize())
  }

  /// The digest of bytes in base64, as a content security policy names what it allows.
  public static func base64(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return String(decoding: Base64.encode(Array(hash.finalize())), as: UTF8.self)
  }

  /// The digest of a picture: of its width and height as 64-bit little-endian numbers, then its
  /// pixels, so that a decoded picture has one digest whatever file it came from.
  public static func hex(of image: RGBImage) -> String {
    var hash = SHA256()
    for side in [image.width, image.height] {
      withUnsafeBytes(of: UInt64(side).littleEndian) { hash.update(bufferPointer: $0) }
    }
    image.pixels.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hex(hash.finalize())
  }

  /// Whether a text has the form of a digest, which one from elsewhere may not have.
  public static func isHex(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The digits of a finished digest.
  static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
