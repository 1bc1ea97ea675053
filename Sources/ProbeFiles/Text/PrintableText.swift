/// Text from a file made safe for a terminal: one line, no control or invisible characters, not endless.
///
/// Names, labels and paths are somebody else's: an escape sequence or a right-to-left override in them
/// must not change what the reader of a message sees.
func printable(_ text: String, limit: Int = 200) -> String {
  var result = ""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    guard index < limit else { return result + "…" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Text from a file in quotation marks, shortened, for use within a message.
func quoted(_ text: String, limit: Int = 80) -> String {
  "\"\(printable(text, limit: limit))\""
}
