import Crypto

/// A SHA-256 digest of bytes that come piece by piece.
public final class SHA256Stream {
  private var hash = SHA256()
  /// The number of bytes so far.
  public private(set) var byteCount = 0

  /// Makes the digest of nothing yet.
  public init() {}

  /// Takes the next bytes.
  public func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    byteCount += bytes.count
  }

  /// The digest of all bytes so far as 64 lowercase hexadecimal digits.
  public var hex: String { SHA256Digest.hex(hash.finalize()) }
}
