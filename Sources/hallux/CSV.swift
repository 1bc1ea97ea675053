import AuditStore

/// Comma-separated values (RFC 4180), safe for those who open them in a spreadsheet or on a terminal.
enum CSV {
  /// The line of some values; a missing one is empty.
  ///
  /// The newline that ends it behind the `\r` is the caller's.
  static func line(_ values: [FieldValue?]) -> String {
    values.map { $0.map(cell) ?? "" }.joined(separator: ",") + "\r"
  }

  /// One value.
  ///
  /// Texts are read scalar by scalar: a quote that carries an accent is a quote.
  private static func cell(_ value: FieldValue) -> String {
    guard case .text(let text) = value else { return value.description }
    var cell = ""
    // What begins so is a formula to a spreadsheet, and a formula can send the sheet somewhere.
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
      cell = "'"
    }
    var needsQuotes = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": cell += "\"\""
      case "\n": cell += "\n"
      default: cell += String(scalar).printable
      }
      needsQuotes = needsQuotes || scalar == "\"" || scalar == "\n" || scalar == ","
    }
    return needsQuotes ? "\"\(cell)\"" : cell
  }
}
