/// Checks JSON text against RFC 8259 and says where it first breaks.
///
/// Foundation's decoder says only that a text is not valid, and takes some that is not (a comma after
/// the last member); a person who is to mend line 7 needs the place. Nesting is limited, so that a
/// file of opening brackets cannot exhaust the stack.
struct JSONSyntax {
  /// Where a text breaks the grammar.
  struct Fault: Error {
    /// The index of the first byte that does not fit; the text's end when it breaks off.
    var position: Int
    /// What was expected there, for example `a comma or "}"`.
    var expected: String
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var depth = 0

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The first fault of the text, or nil when it is one valid JSON value.
  static func fault(in bytes: ArraySlice<UInt8>) -> Fault? {
    var syntax = JSONSyntax(bytes)
    do throws(Fault) {
      try syntax.value()
      syntax.skipSpace()
      if syntax.next != nil { throw syntax.fault("nothing more") }
      return nil
    } catch {
      return error
    }
  }

  private static let depthLimit = 64

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private func fault(_ expected: String) -> Fault {
    Fault(position: position, expected: expected)
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Fault) {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): try members(until: "}") { syntax throws(Fault) in try syntax.member() }
    case UInt8(ascii: "["): try members(until: "]") { syntax throws(Fault) in try syntax.value() }
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: try number()
    }
  }

  /// A list of members between brackets, with commas between them.
  private mutating func members(
    until end: Unicode.Scalar, _ member: (inout JSONSyntax) throws(Fault) -> Void
  ) throws(Fault) {
    position += 1
    depth += 1
    guard depth <= Self.depthLimit else { throw fault("less than \(Self.depthLimit) levels") }
    skipSpace()
    if !take(end) {
      repeat {
        try member(&self)
        skipSpace()
      } while take(",")
      guard take(end) else { throw fault("a comma or \"\(end)\"") }
    }
    depth -= 1
  }

  private mutating func member() throws(Fault) {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw fault("a key in quotation marks") }
    try string()
    skipSpace()
    guard take(":") else { throw fault("a colon") }
    try value()
  }

  private mutating func string() throws(Fault) {
    position += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        position += 1
        try escape()
      case 0..<0x20:
        throw fault("a quotation mark; a control character must be escaped")
      default:
        position += 1
      }
    }
    throw fault("a quotation mark")
  }

  private mutating func escape() throws(Fault) {
    guard let byte = next, "\"\\/bfnrtu".utf8.contains(byte) else { throw fault("an escape") }
    position += 1
    guard byte == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      guard let digit = next, Character(Unicode.Scalar(digit)).isHexDigit else {
        throw fault("four hexadecimal digits")
      }
      position += 1
    }
  }

  private mutating func word(_ word: String) throws(Fault) {
    guard bytes[position...].starts(with: word.utf8) else { throw fault("a value") }
    position += word.utf8.count
  }

  private mutating func number() throws(Fault) {
    let hasSign = take("-")
    guard let first = next, isDigit(first) else { throw fault(hasSign ? "a digit" : "a value") }
    if take("0") {
      if let byte = next, isDigit(byte) { throw fault("no digit after a leading 0") }
    } else {
      try digits()
    }
    if take(".") { try digits() }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits()
    }
  }

  private mutating func digits() throws(Fault) {
    guard let first = next, isDigit(first) else { throw fault("a digit") }
    while let byte = next, isDigit(byte) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
