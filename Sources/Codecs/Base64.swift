/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
public enum Base64 {
  /// The number of characters that `byteCount` bytes become.
  public static func encodedCount(_ byteCount: Int) -> Int { (byteCount + 2) / 3 * 4 }

  /// Encodes bytes as ASCII characters.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let length = encodedCount(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: length) { characters, count in
      encode(bytes, into: characters)
      count = length
    }
  }

  /// Encodes bytes as ASCII characters into memory that is already there.
  ///
  /// - Precondition: `characters` has room for ``encodedCount(_:)``.
  public static func encode(_ bytes: [UInt8], into characters: UnsafeMutableBufferPointer<UInt8>) {
    precondition(
      characters.count >= encodedCount(bytes.count),
      "\(characters.count) characters cannot hold \(bytes.count) bytes in base64")
    // Two characters at a time: 12 bits look up a pair.
    pairs.withUnsafeBufferPointer { pairs in
      bytes.withUnsafeBufferPointer { bytes in
        let output = UnsafeMutableRawBufferPointer(characters)
        let whole = bytes.count / 3 * 3
        var target = 0
        for source in stride(from: 0, to: whole, by: 3) {
          let group =
            Int(bytes[source]) << 16 | Int(bytes[source + 1]) << 8 | Int(bytes[source + 2])
          output.storeBytes(of: pairs[group >> 12], toByteOffset: target, as: UInt16.self)
          output.storeBytes(of: pairs[group & 0xFFF], toByteOffset: target + 2, as: UInt16.self)
          target += 4
        }
        guard whole < bytes.count else { return }
        let isPair = bytes.count - whole == 2
        let group = Int(bytes[whole]) << 16 | (isPair ? Int(bytes[whole + 1]) << 8 : 0)
        output.storeBytes(of: pairs[group >> 12], toByteOffset: target, as: UInt16.self)
        output[target + 2] = isPair ? alphabet[group >> 6 & 63] : UInt8(ascii: "=")
        output[target + 3] = UInt8(ascii: "=")
      }
    }
  }

  /// The 24 bits of a whole group of four characters, the first byte's highest.
  static func bits(of text: [UInt8], groupAt start: Int) -> UInt32 {
    text[start..<start + 4].reduce(0) { $0 << 6 | values[Int($1)] }
  }

  /// The character of a group's bits with a number in 0 ..< 4.
  static func character(of bits: UInt32, at index: Int) -> UInt8 {
    alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]
  }

  /// What a character of the alphabet stands for.
  private static let values: [UInt32] = {
    var values = [UInt32](repeating: 0, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt32(value) }
    return values
  }()

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The two characters of every 12-bit number, in memory order.
  private static let pairs: [UInt16] = (0..<4096).map { number in
    (UInt16(alphabet[number >> 6]) | UInt16(alphabet[number & 63]) << 8).littleEndian
  }
}
