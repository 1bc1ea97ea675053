/// One scalar of a text in the making, which remembers the bytes of the caption that it came from.
///
/// Rewriting rules may insert blanks and replace quotes; the offsets let every token find its way back.
struct Glyph {
  /// The scalar as it is now.
  var scalar: Unicode.Scalar
  /// The UTF-8 bytes of the caption that it stands for, or nil for an inserted blank.
  var origin: Range<Int>?

  /// A blank that a rule puts in.
  static let blank = Glyph(scalar: " ", origin: nil)

  /// The glyphs of a text, lower-cased scalar by scalar.
  ///
  /// Python's `lower` differs in one letter only: it writes a final sigma at the end of a word.
  static func lowercased(_ text: String) -> [Glyph] {
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    var offset = 0
    for scalar in text.unicodeScalars {
      let origin = offset..<(offset + UTF8.width(scalar))
      offset = origin.upperBound
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        glyphs.append(Glyph(scalar: lower, origin: origin))
      }
    }
    return glyphs
  }
}

extension Unicode.Scalar {
  /// Whether it is white space to Python: Unicode's, and the four ASCII separators.
  var isBlank: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }

  /// Whether it is a letter.
  var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Whether it is a decimal digit of any script.
  var isDecimal: Bool { properties.generalCategory == .decimalNumber }

  /// Whether it belongs to a word in the sense of `\w`: a letter, a number of any kind, or `_`.
  var isWordlike: Bool {
    if isLetter || self == "_" { return true }
    switch properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: return true
    default: return false
    }
  }
}
