import Foundation
import GRDB

/// The primary key of a row, as an event names it.
struct RowKey: Hashable {
  /// One column of a key.
  enum Part: Hashable {
    case number(Int64)
    case text(String)
    case bytes([UInt8])
  }

  /// The columns, in the key's order.
  var parts: [Part]

  init(_ parts: Part...) { self.parts = parts }

  init(parts: [Part]) { self.parts = parts }

  /// The key as arguments of a statement.
  var arguments: StatementArguments {
    StatementArguments(
      parts.map { part in
        switch part {
        case .number(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
      })
  }

  /// The key as JSON: a list of its columns, bytes in hexadecimal.
  var json: String {
    var text = "["
    append(to: &text)
    return text + "]"
  }

  /// Several keys as JSON: a list of lists.
  static func json(_ keys: [RowKey]) -> String {
    var text = "["
    for (index, key) in keys.enumerated() {
      text += index == 0 ? "[" : ",["
      key.append(to: &text)
      text += "]"
    }
    return text + "]"
  }

  private func append(to text: inout String) {
    for (index, part) in parts.enumerated() {
      if index > 0 { text += "," }
      switch part {
      case .number(let number): text += String(number)
      case .text(let value): text += ChainJSON.quoted(value)
      case .bytes(let bytes): text += "\"" + bytes.hexadecimal + "\""
      }
    }
  }
}

extension [UInt8] {
  /// The bytes as lowercase hexadecimal digits.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      unsafeUninitializedCapacity: count * 2
    ) { buffer in
      for (index, byte) in enumerated() {
        buffer[index * 2] = digits[Int(byte >> 4)]
        buffer[index * 2 + 1] = digits[Int(byte & 15)]
      }
      return count * 2
    }
  }

  /// The bytes of hexadecimal digits, or nil when the text is something else.
  init?(hexadecimal text: String) {
    let digits = text.utf8.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 ? $0 - 48 : $0 | 32 }
    let values = digits.map { digit -> UInt8? in
      switch digit {
      case 0...9: digit
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - 87
      default: nil
      }
    }
    guard values.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count / 2)
    for index in stride(from: 0, to: values.count, by: 2) {
      guard let high = values[index], let low = values[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    self = bytes
  }
}
