extension JSONPullParser {
  /// Steps over a value without keeping it.
  mutating func skip() throws(ProbeFileError) { try skip(depth: frames.count) }

  /// Steps over `null` if it is next.
  mutating func skipNull() throws(ProbeFileError) -> Bool {
    guard try isNext("n") else { return false }
    try word("null")
    return true
  }

  private mutating func skip(depth: Int) throws(ProbeFileError) {
    try skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): try skipMembers(until: "}", depth: depth)
    case UInt8(ascii: "["): try skipMembers(until: "]", depth: depth)
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte):
      try scanNumber(keeping: false)
    default: throw try fault("a value")
    }
  }

  private mutating func skipMembers(
    until end: Unicode.Scalar, depth: Int
  ) throws(ProbeFileError) {
    guard depth < Self.depthLimit else { throw try fault("less than \(Self.depthLimit) levels") }
    advance()
    try skipSpace()
    if try take(end) { return }
    repeat {
      if end == "}" {
        try skipSpace()
        guard try peek() == UInt8(ascii: "\"") else { throw try fault("a key in quotation marks") }
        try skipString()
        try skipSpace()
        guard try take(":") else { throw try fault("a colon") }
      }
      try skip(depth: depth + 1)
      try skipSpace()
    } while try take(",")
    guard try take(end) else { throw try fault("a comma or \"\(end)\"") }
  }

  private mutating func skipString() throws(ProbeFileError) {
    advance()
    while let byte = try peek(), byte != UInt8(ascii: "\"") {
      switch byte {
      case UInt8(ascii: "\\"): _ = try escape()
      case 0..<0x20: throw try fault("a quotation mark; a control character must be escaped")
      case 0..<0x80: advance()
      default: _ = try encodedScalar()
      }
    }
    guard try take("\"") else { throw try fault("a quotation mark") }
  }

  private mutating func word(_ word: String) throws(ProbeFileError) {
    let found = try lookahead(word.utf8.count)
    guard word.utf8.starts(with: found) else { throw try fault("a value") }
    for _ in found { advance() }
    guard found.count == word.utf8.count else { throw try fault("a value") }
  }
}
