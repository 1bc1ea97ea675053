/// Python's string functions, for rules that copy Python code.
///
/// Python counts code points: a letter and the accent behind it are two, so "no" is in "no\u{301}".
/// Swift's characters and their comparison would say otherwise; hence the scalars.
extension [Unicode.Scalar] {
  /// The code points of a text.
  init(_ text: String) { self = Array(text.unicodeScalars) }

  /// `str.lower()`, save that Python writes the last sigma of a word in its own form; no rule looks for one.
  var lowered: Self { flatMap { $0.properties.lowercaseMapping.unicodeScalars } }

  /// `str.upper()`: one letter can become several, "ß" becomes "SS".
  var uppered: Self { flatMap { $0.properties.uppercaseMapping.unicodeScalars } }

  /// `str.strip()`.
  var stripped: SubSequence { trimmed(\.isPythonSpace) }

  /// `str.split()`: the words between white space.
  var words: [SubSequence] { split(whereSeparator: \.isPythonSpace) }
}

extension Unicode.Scalar {
  /// `str.isspace()`: Unicode's white space and the four separators of ASCII.
  var isPythonSpace: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }

  /// `\d` of Python's `re`: a decimal digit of any script.
  var isPythonDigit: Bool { properties.generalCategory == .decimalNumber }
}
