extension JSONPullParser {
  /// The most bytes of one string that is kept: 1 MB.
  static let stringLimit = 1 << 20
  /// The most characters of one number.
  private static let numberLimit = 400

  /// Takes a string.
  ///
  /// - Throws: ``ProbeFileError`` for another value, a NUL, half a surrogate pair or more than 1 MB.
  mutating func string() throws(ProbeFileError) -> String {
    guard try isNext("\"") else { throw try wrongType("a string") }
    advance()
    var bytes: [UInt8] = []
    while let byte = try peek(), byte != UInt8(ascii: "\"") {
      switch byte {
      case UInt8(ascii: "\\"):
        let scalar = try escape()
        guard scalar != "\0" else { throw error(.notText, "has a NUL character; remove it") }
        bytes += Array(String(Character(scalar)).utf8)
      case 0..<0x20:
        throw try fault("a quotation mark; a control character must be escaped")
      case 0..<0x80:
        bytes.append(byte)
        advance()
      default:
        bytes += try encodedScalar()
      }
      guard bytes.count <= Self.stringLimit else {
        throw error(
          .tooLarge, "\(pathWords) is longer than \(Self.stringLimit >> 20) MB; shorten it")
      }
    }
    guard try take("\"") else { throw try fault("a quotation mark") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Takes a whole number; 3.0 and 3e2 are whole.
  mutating func integer() throws(ProbeFileError) -> Int {
    let text = try numberText("a whole number")
    if let value = Int(text) { return value }
    if let value = Double(text), let whole = Int(exactly: value), abs(value) <= 0x1p53 {
      return whole
    }
    throw error(.wrongType, "\(pathWords) is a number that is too large or not whole; correct it")
  }

  /// Takes a finite number.
  mutating func number() throws(ProbeFileError) -> Double {
    let text = try numberText("a number")
    guard let value = Double(text), value.isFinite else {
      throw error(.wrongType, "\(pathWords) is a number that is too large; correct it")
    }
    return value
  }

  /// Takes a list of whole numbers.
  mutating func integers() throws(ProbeFileError) -> [Int] {
    var values: [Int] = []
    try enterArray()
    while try nextElement() { values.append(try integer()) }
    return values
  }

  /// Takes a list of numbers.
  mutating func numbers() throws(ProbeFileError) -> [Double] {
    var values: [Double] = []
    try enterArray()
    while try nextElement() { values.append(try number()) }
    return values
  }

  private mutating func numberText(_ form: String) throws(ProbeFileError) -> String {
    try skipSpace()
    guard let first = try peek(), first == UInt8(ascii: "-") || isDigit(first) else {
      throw try wrongType(form)
    }
    numberBytes.removeAll(keepingCapacity: true)
    try scanNumber(keeping: true)
    return String(decoding: numberBytes, as: UTF8.self)
  }

  /// Steps over a number; its characters are left in `numberBytes` if they are to be kept.
  mutating func scanNumber(keeping: Bool) throws(ProbeFileError) {
    _ = try takeSign(of: "-", keeping)
    if try takeSign(of: "0", keeping) {
      if let byte = try peek(), isDigit(byte) { throw try fault("no digit after a leading 0") }
    } else {
      try scanDigits(keeping)
    }
    if try takeSign(of: ".", keeping) { try scanDigits(keeping) }
    if try takeSign(of: "eE", keeping) {
      _ = try takeSign(of: "+-", keeping)
      try scanDigits(keeping)
    }
  }

  private mutating func takeSign(
    of characters: StaticString, _ keeping: Bool
  ) throws(ProbeFileError) -> Bool {
    guard let byte = try peek(),
      characters.withUTF8Buffer({ $0.contains(byte) })
    else { return false }
    if keeping { numberBytes.append(byte) }
    advance()
    return true
  }

  private mutating func scanDigits(_ keeping: Bool) throws(ProbeFileError) {
    guard let first = try peek(), isDigit(first) else { throw try fault("a digit") }
    while let byte = try peek(), isDigit(byte) {
      advance()
      guard keeping else { continue }
      numberBytes.append(byte)
      guard numberBytes.count <= Self.numberLimit else {
        throw try fault("at most \(Self.numberLimit) characters of a number")
      }
    }
  }

  /// Whether the byte is one of 0 to 9.
  func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
