extension JSONReader {
  /// Takes a string.
  mutating func string() throws(JSONFault) -> String? {
    if try takeNull() { return nil }
    let text = try text()
    endValue()
    return text
  }

  /// Takes a whole number; 3.0 and 3e2 are whole.
  mutating func integer() throws(JSONFault) -> Int? {
    if try takeNull() { return nil }
    let number = try scanNumber()
    if let whole = number.whole { return whole }
    guard let whole = Int(exactly: try value(number)) else { throw JSONFault() }
    return whole
  }

  /// Takes a finite number.
  mutating func number() throws(JSONFault) -> Double? {
    if try takeNull() { return nil }
    return try value(try scanNumber())
  }

  /// Takes a list of whole numbers.
  mutating func integers() throws(JSONFault) -> [Int]? {
    guard try enterArray() else { return nil }
    var values: [Int] = []
    while try nextElement() {
      guard let value = try integer() else { throw JSONFault() }
      values.append(value)
    }
    return values
  }

  /// Takes a list of bytes as numbers.
  mutating func octets() throws(JSONFault) -> [UInt8]? {
    guard try enterArray() else { return nil }
    var values: [UInt8] = []
    while try nextElement() {
      guard let value = try integer().flatMap(UInt8.init(exactly:)) else { throw JSONFault() }
      values.append(value)
    }
    return values
  }

  // MARK: Numbers

  /// A number's place, and its digits as far as they fit.
  struct ScannedNumber {
    var range: Range<Int>
    var isNegative = false
    /// All digits in a row.
    var digits: UInt64 = 0
    var digitCount = 0
    /// How many of the digits are behind the point.
    var fractionCount = 0
    var hasExponent = false

    /// The number if it is written without point and exponent, and fits.
    var whole: Int? {
      guard fractionCount == 0, !hasExponent, digitCount <= 18 else { return nil }
      return isNegative ? -Int(digits) : Int(digits)
    }
  }

  /// Steps over a number.
  mutating func scanNumber() throws(JSONFault) -> ScannedNumber {
    skipSpace()
    var number = ScannedNumber(range: position..<position)
    number.isNegative = take("-")
    let isZero = next == UInt8(ascii: "0")
    try scanDigits(&number)
    guard !isZero || number.digitCount == 1 else { throw JSONFault() }
    if take(".") {
      let before = number.digitCount
      try scanDigits(&number)
      number.fractionCount = number.digitCount - before
    }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      number.hasExponent = true
      var exponent = number
      try scanDigits(&exponent)
    }
    number.range = number.range.lowerBound..<position
    endValue()
    return number
  }

  private mutating func scanDigits(_ number: inout ScannedNumber) throws(JSONFault) {
    let start = position
    while let byte = next, byte &- 0x30 < 10 {
      number.digits = number.digits &* 10 &+ UInt64(byte &- 0x30)
      position += 1
    }
    guard position > start else { throw JSONFault() }
    number.digitCount += position - start
  }

  /// The double that is nearest to a number.
  private func value(_ number: ScannedNumber) throws(JSONFault) -> Double {
    // Both are exact below 2^53 and up to 10^22, so that their quotient is rounded once (Clinger 1990).
    if !number.hasExponent, number.digitCount <= 15 {
      let value = Double(number.digits) / Self.powersOfTen[number.fractionCount]
      return number.isNegative ? -value : value
    }
    let text = String(decoding: bytes[number.range], as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw JSONFault() }
    return value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
