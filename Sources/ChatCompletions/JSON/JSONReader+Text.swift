extension JSONReader {
  /// Takes a string that must be there, such as a key.
  mutating func text() throws(JSONFault) -> String {
    guard take("\"") else { throw JSONFault() }
    let start = position
    var allBits: UInt8 = 0
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw JSONFault() }
      allBits |= byte
      position += 1
    }
    guard next == UInt8(ascii: "\"") else { return try escapedText(from: start) }
    defer { position += 1 }
    // Most strings are a few plain letters, which need no second look.
    if allBits < 0x80 { return String(decoding: bytes[start..<position], as: UTF8.self) }
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw JSONFault()
    }
    return text
  }

  /// Takes the rest of a string with escapes.
  private mutating func escapedText(from start: Int) throws(JSONFault) -> String {
    var plain = Array(bytes[start..<position])
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw JSONFault() }
      position += 1
      if byte == UInt8(ascii: "\\") {
        plain += Array(String(try escape()).utf8)
      } else {
        plain.append(byte)
      }
    }
    guard take("\""), let text = String(validating: plain, as: UTF8.self) else { throw JSONFault() }
    return text
  }

  /// Takes what stands behind a backslash.
  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    guard let byte = next else { throw JSONFault() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // Half of a pair is no character.
      guard unit < 0xDC00, take("\\"), take("u") else { throw JSONFault() }
      let low = try codeUnit()
      guard (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw JSONFault() }
      return scalar
    default: throw JSONFault()
    }
  }

  private mutating func codeUnit() throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw JSONFault()
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  /// Steps over a string.
  mutating func skipText() throws(JSONFault) {
    guard take("\"") else { throw JSONFault() }
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw JSONFault() }
      position += 1
      if byte == UInt8(ascii: "\\") { _ = try escape() }
    }
    guard take("\"") else { throw JSONFault() }
  }
}
