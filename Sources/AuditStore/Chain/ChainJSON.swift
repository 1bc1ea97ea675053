import Codecs

/// The little JSON that events hold, written and read by hand: keys come by the ten thousand.
///
/// Hashes depend on each of its bytes, so it has no short escapes, now and later.
enum ChainJSON {
  /// A text in quotation marks; only what JSON forbids is escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20: result += JSONText.escape(of: scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The lists of numbers and texts in a list, or nil when the text is anything else.
  static func lists(_ text: String) -> [[Value]]? {
    var reader = Reader(Array(text.utf8))
    guard let lists = reader.list({ $0.list { $0.value() } }), reader.isAtEnd else { return nil }
    return lists
  }

  /// A number or a text.
  enum Value: Hashable {
    case number(Int64)
    case text(String)
  }

  /// What is left to read.
  private struct Reader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      position += 1
      return true
    }

    /// A list of what `item` reads, with at least one.
    mutating func list<Item>(_ item: (inout Reader) -> Item?) -> [Item]? {
      guard take(UInt8(ascii: "[")) else { return nil }
      var items: [Item] = []
      repeat {
        guard let next = item(&self) else { return nil }
        items.append(next)
      } while take(UInt8(ascii: ","))
      return take(UInt8(ascii: "]")) ? items : nil
    }

    mutating func value() -> Value? {
      if take(UInt8(ascii: "\"")) { return text().map(Value.text) }
      let start = position
      while let byte = next, byte == UInt8(ascii: "-") || (48...57).contains(byte) { position += 1 }
      return Int64(String(decoding: bytes[start..<position], as: UTF8.self)).map(Value.number)
    }

    private mutating func text() -> String? {
      var content: [UInt8] = []
      while let byte = next {
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(validating: content, as: UTF8.self)
        case UInt8(ascii: "\\"):
          guard let escaped = escaped() else { return nil }
          content.append(escaped)
        default: content.append(byte)
        }
      }
      return nil
    }

    /// What stands behind a backslash: one of the escapes that ``quoted(_:)`` writes.
    private mutating func escaped() -> UInt8? {
      if take(UInt8(ascii: "\"")) { return UInt8(ascii: "\"") }
      if take(UInt8(ascii: "\\")) { return UInt8(ascii: "\\") }
      guard take(UInt8(ascii: "u")), position + 4 <= bytes.count else { return nil }
      let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
      position += 4
      // A sign would be taken for a part of the number.
      guard digits.allSatisfy(\.isHexDigit), let code = UInt8(digits, radix: 16), code < 0x20
      else { return nil }
      return code
    }
  }
}
