extension JSONPullParser {
  /// Steps over an escape and gives what it stands for.
  mutating func escape() throws(ProbeFileError) -> Unicode.Scalar {
    advance()
    guard let byte = try peek() else { throw try fault("an escape") }
    let scalar: Unicode.Scalar
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = Unicode.Scalar(byte)
    case UInt8(ascii: "b"): scalar = "\u{8}"
    case UInt8(ascii: "f"): scalar = "\u{C}"
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "t"): scalar = "\t"
    case UInt8(ascii: "u"):
      advance()
      return try escapedScalar()
    default: throw try fault("an escape")
    }
    advance()
    return scalar
  }

  /// Reads the digits after `\u`, and the second half of a pair of surrogates with its own `\u`.
  private mutating func escapedScalar() throws(ProbeFileError) -> Unicode.Scalar {
    let first = try fourHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let pair = "the second half of a pair of surrogates"
    guard first < 0xDC00, try take("\\"), try take("u") else { throw try fault(pair) }
    let second = try fourHexDigits()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw try fault(pair) }
    return scalar
  }

  private mutating func fourHexDigits() throws(ProbeFileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try peek(),
        let digit = Character(Unicode.Scalar(byte)).hexDigitValue
      else { throw try fault("four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }

  /// Steps over one character outside ASCII and gives its bytes.
  ///
  /// - Throws: ``ProbeFileError`` when the bytes are no UTF-8 (The Unicode Standard, table 3-7).
  mutating func encodedScalar() throws(ProbeFileError) -> [UInt8] {
    let bytes = Array(try lookahead(4))
    for count in 2...4 where bytes.count >= count {
      let sequence = bytes.prefix(count)
      guard String(validating: sequence, as: UTF8.self)?.unicodeScalars.count == 1 else { continue }
      for _ in 0..<count { advance() }
      return Array(sequence)
    }
    throw error(.notText, "is not UTF-8; save the file as UTF-8")
  }
}
