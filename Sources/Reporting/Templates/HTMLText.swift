/// Makes text that others wrote harmless inside HTML: model replies, object and file names, settings.
///
/// Works on Unicode scalars, not on characters: a quotation mark that carries a combining mark is one
/// `Character` that no table of characters holds, and would end an attribute unescaped.
enum HTMLText {
  /// The text as it may stand between tags and inside a quoted attribute, with nothing left invisible.
  ///
  /// The five markup characters and the back quote become references. Controls, direction overrides and
  /// other characters that would hide or reorder text are shown by name. A combining mark at the very
  /// start becomes a reference too, so that it cannot join the markup before it.
  static func escape(_ raw: String) -> String {
    if raw.utf8.allSatisfy(isPlain) { return raw }
    var escaped = ""
    escaped.reserveCapacity(raw.utf8.count)
    for scalar in raw.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "`": escaped += "&#96;"
      default:
        if let visible = visibleForm(scalar) {
          escaped += visible
        } else if escaped.isEmpty, isCombining(scalar) {
          escaped += "&#x" + String(scalar.value, radix: 16) + ";"
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }

  /// Whether a byte is visible ASCII that no markup uses: most of a page is path data made of nothing else.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"):
      false
    default: byte >= 0x20 && byte < 0x7F
    }
  }

  /// What stands for a character that would not be seen, or that would reorder its neighbors.
  static func visibleForm(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
    case 0x7F: "\u{2421}"
    case 0x80...0x9F,  // C1 controls
      0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069,  // marks and overrides
      0x2028, 0x2029, 0xFEFF, 0xFFF9...0xFFFB,  // separators, byte order mark, annotations
      0xE0000...0xE0FFF:  // tag characters, which smuggle whole sentences
      "[U+" + hexadecimal(scalar.value) + "]"
    default: nil
    }
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
