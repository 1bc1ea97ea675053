/// Takes the pieces of a Python literal one by one, skipping the blanks before each.
struct PythonScanner {
  typealias Fault = NPYDescription.Fault

  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) {
    rest = text
    skipBlanks()
  }

  var isAtEnd: Bool { rest.isEmpty }

  func isNext(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

  /// Takes a character if it is the next one.
  mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard isNext(character) else { return false }
    rest.removeFirst()
    skipBlanks()
    return true
  }

  mutating func take(_ character: Unicode.Scalar) throws(Fault) {
    guard takes(character) else { throw unexpected("'\(character)'") }
  }

  /// Text in either kind of quotes.
  mutating func string() throws(Fault) -> String {
    guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let end = rest.dropFirst().firstIndex(of: quote)
    else { throw unexpected("a quoted word") }
    let text = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
    rest = rest[(end + 1)...]
    skipBlanks()
    return text
  }

  mutating func boolean() throws(Fault) -> Bool {
    let before = self
    switch String(decoding: word(), as: UTF8.self) {
    case "True": return true
    case "False": return false
    default: throw before.unexpected("True or False")
    }
  }

  /// A tuple of whole numbers, as `(2, 3)`, `(2,)` or `()`.
  mutating func numbers() throws(Fault) -> [Int] {
    var numbers: [Int] = []
    try take("(")
    while !takes(")") {
      if isNext("-") { throw Fault(reason: "the shape has a negative size") }
      let before = self
      var digits = word()
      // Python 2 wrote its long numbers so.
      if digits.last == UInt8(ascii: "L") { digits.removeLast() }
      guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw before.unexpected("a size in the shape")
      }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
        throw Fault(reason: "a size in the shape is too large")
      }
      numbers.append(number)
      if !takes(",") {
        try take(")")
        break
      }
    }
    return numbers
  }

  /// Letters and digits, possibly none.
  private mutating func word() -> ArraySlice<UInt8> {
    let word = rest.prefix {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
    }
    rest = rest[word.endIndex...]
    skipBlanks()
    return word
  }

  private mutating func skipBlanks() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A }
  }

  private func unexpected(_ wanted: String) -> Fault {
    let found = rest.isEmpty ? "the end" : "'\(String(decoding: rest.prefix(12), as: UTF8.self))'"
    return Fault(reason: "the header has \(found.replacing("\n", with: " ")) instead of \(wanted)")
  }
}
