extension String {
  /// The first part of somebody's text for a message: one line, nothing invisible, 40 characters.
  var shown: String {
    var text = ""
    for scalar in unicodeScalars.prefix(40) {
      if scalar.isInvisible {
        text += scalar.numberEscape
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + (unicodeScalars.count > 40 ? "…" : "")
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows nothing for the character, or does something else than show it.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      true
    default: false
    }
  }

  /// The character by its number, as the language writes it.
  var numberEscape: String { "\\u{\(String(value, radix: 16))}" }
}
