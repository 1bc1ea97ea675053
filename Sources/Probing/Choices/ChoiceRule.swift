/// Reads which option a reply names.
///
/// 1. A letter in parentheses, "(b)", or one that stands alone at the start, "b", "B.", "b) Closed": the
///    first such letter, unless another option's letter is named the same way.
/// 2. Else the words of an option, when they stand in the reply and those of no other option do.
///
/// Anything else is unparsable, never wrong by guess. A letter inside a sentence does not count without its
/// parentheses: "a" is a word.
public enum ChoiceRule {
  /// The option that a reply names, from 0; nil when none or several can be read in it.
  public static func choice(in reply: String, of choices: Choices) -> Int? {
    let text = reply.lowercased()
    let named = letters(in: Array(text.unicodeScalars), count: choices.options.count)
    guard named.isEmpty else { return named.count == 1 ? named.first : nil }
    let words = padded(text)
    let options = choices.options.map { padded($0.lowercased()) }
    let found = options.indices.filter { index in
      // An option that is part of another, found one does not count: "closed" in "half closed".
      words.contains(options[index])
        && !options.contains {
          $0 != options[index] && $0.contains(options[index]) && words.contains($0)
        }
    }
    return found.count == 1 ? found.first : nil
  }

  /// The options whose letters are named.
  private static func letters(in text: [Unicode.Scalar], count: Int) -> Set<Int> {
    var named: Set<Int> = []
    func option(_ scalar: Unicode.Scalar) -> Int? {
      guard scalar.value >= 0x61 else { return nil }
      let index = Int(scalar.value - 0x61)
      return index < count ? index : nil
    }
    for place in text.indices.dropLast(2) where text[place] == "(" && text[place + 2] == ")" {
      if let index = option(text[place + 1]) { named.insert(index) }
    }
    guard named.isEmpty else { return named }
    // Only markup and space may stand before a letter that has no parentheses.
    let start = text.drop { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
    guard let first = start.first, let index = option(first) else { return [] }
    let next = start.dropFirst().first
    let endsHere = next.map { ").:,]*\"'\n".unicodeScalars.contains($0) } ?? true
    return endsHere ? [index] : []
  }

  /// The words of a text with one blank around each, so that only whole words are found.
  private static func padded(_ text: String) -> String {
    let words = text.unicodeScalars.split {
      !$0.properties.isAlphabetic && $0.properties.numericType == nil && $0 != "'"
    }
    return " " + words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ") + " "
  }
}
