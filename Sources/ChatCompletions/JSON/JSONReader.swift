/// That a text is no JSON, or not of the expected shape.
struct JSONFault: Error {}

/// Reads a reply's JSON in one pass: the caller walks down, takes the values that it wants and skips the others.
///
/// Foundation's decoder takes eight times as long for a reply with twenty candidates. What is skipped is checked against RFC 8259
/// too, so that a reply that breaks anywhere is refused. JSON's `null` is nil everywhere.
///
///     guard try reader.enterObject() else { return nil }
///     while let key = try reader.nextKey() {
///       switch key {
///       case "id": id = try reader.integer()
///       default: try reader.skip()
///       }
///     }
struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  /// Whether an object or array has been opened and nothing in it been read.
  private var isAtStart = false
  private var depth = 0

  /// The deepest nesting that is read, so that a text of opening brackets cannot exhaust the stack.
  private static let depthLimit = 128

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next byte, or nil at the end.
  @inline(__always)
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  @inline(__always)
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Marks that a value has been read.
  @inline(__always)
  mutating func endValue() { isAtStart = false }

  /// Takes `null` if it is next.
  mutating func takeNull() throws(JSONFault) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: "n") else { return false }
    try takeWord("null")
    return true
  }

  mutating func takeWord(_ word: StaticString) throws(JSONFault) {
    let fits = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard fits else { throw JSONFault() }
    position += word.utf8CodeUnitCount
    endValue()
  }

  // MARK: Structure

  /// Opens an object, whose members ``nextKey()`` gives; false for `null`.
  mutating func enterObject() throws(JSONFault) -> Bool { try enter("{") }

  /// Opens an array, whose elements ``nextElement()`` announces; false for `null`.
  mutating func enterArray() throws(JSONFault) -> Bool { try enter("[") }

  private mutating func enter(_ bracket: Unicode.Scalar) throws(JSONFault) -> Bool {
    if try takeNull() { return false }
    guard depth < Self.depthLimit, take(bracket) else { throw JSONFault() }
    depth += 1
    isAtStart = true
    return true
  }

  /// The key of the object's next member, or nil when it ends.
  mutating func nextKey() throws(JSONFault) -> String? {
    guard try hasNext("}") else { return nil }
    let key = try text()
    skipSpace()
    guard take(":") else { throw JSONFault() }
    return key
  }

  /// Whether the array has one more element; after the last one it is closed.
  mutating func nextElement() throws(JSONFault) -> Bool { try hasNext("]") }

  private mutating func hasNext(_ end: Unicode.Scalar) throws(JSONFault) -> Bool {
    skipSpace()
    if take(end) {
      depth -= 1
      endValue()
      return false
    }
    if !isAtStart {
      guard take(",") else { throw JSONFault() }
      skipSpace()
    }
    return true
  }

  /// Checks that nothing follows the value.
  mutating func finish() throws(JSONFault) {
    skipSpace()
    guard next == nil else { throw JSONFault() }
  }

  /// Steps over a value of any kind.
  mutating func skip() throws(JSONFault) {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"):
      _ = try enterObject()
      while try hasNext("}") {
        try skipText()
        skipSpace()
        guard take(":") else { throw JSONFault() }
        try skip()
      }
    case UInt8(ascii: "["):
      _ = try enterArray()
      while try nextElement() { try skip() }
    case UInt8(ascii: "\""): try skipText()
    case UInt8(ascii: "t"): try takeWord("true")
    case UInt8(ascii: "f"): try takeWord("false")
    case UInt8(ascii: "n"): try takeWord("null")
    default: _ = try scanNumber()
    }
    endValue()
  }
}
