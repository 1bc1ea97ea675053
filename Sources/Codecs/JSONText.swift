/// Text as JSON writes it, for what has a fixed form that no encoder should touch.
public enum JSONText {
  /// The string in quotes.
  ///
  /// - Parameters:
  ///   - text: The string.
  ///   - isHidden: Which characters are given by their numbers; at least those that JSON forbids.
  /// - Returns: The JSON, in which a newline, a return and a tab have their short escapes.
  public static func quoted(
    _ text: String, hiding isHidden: (Unicode.Scalar) -> Bool = { $0.value < 0x20 }
  ) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isHidden(scalar): result += escape(of: scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The escape of a character by its number: two where UTF-16 takes two units for it.
  public static func escape(of scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
