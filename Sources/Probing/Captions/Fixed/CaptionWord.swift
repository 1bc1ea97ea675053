/// A word of a caption, with its place and what parts it from the word before.
struct CaptionWord {
  /// How far two neighboring words belong together.
  enum Gap: Int, Comparable {
    /// A blank or a hyphen: they may be one name.
    case none
    /// A comma, colon, dash, bracket or quote.
    case pause
    /// The end of a sentence, or a new line.
    case sentence

    static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
  }

  /// The lower-cased letters and digits; "t.v." is "tv".
  var text: String
  /// UTF-8 bytes of the caption.
  var range: Range<Int>
  /// What stands before it.
  var gap: Gap

  /// The words of a text: runs of letters, digits, combining marks and inner apostrophes.
  ///
  /// An ending 's is not part of the word, so that "the dog's bowl" names the dog.
  static func words(of text: String) -> [CaptionWord] {
    let glyphs = Glyph.lowercased(text)
    var words: [CaptionWord] = []
    var gap = Gap.sentence
    var position = 0
    while position < glyphs.count {
      if isLetter(glyphs[position].scalar) {
        var end = position + 1
        while end < glyphs.count, continues(glyphs, at: end) { end += 1 }
        words.append(word(glyphs[position..<end], gap: gap))
        gap = .none
        position = end
      } else {
        gap = max(gap, self.gap(glyphs, at: position))
        position += 1
      }
    }
    return words
  }

  private static func word(_ glyphs: ArraySlice<Glyph>, gap: Gap) -> CaptionWord {
    var glyphs = glyphs
    let tail = glyphs.suffix(2).map(\.scalar)
    if glyphs.count > 2, tail[1] == "s", apostrophes.contains(tail[0]) { glyphs.removeLast(2) }
    var text = String.UnicodeScalarView()
    for glyph in glyphs where glyph.scalar != "." {
      text.append(apostrophes.contains(glyph.scalar) ? "'" : glyph.scalar)
    }
    let origins = glyphs.compactMap(\.origin)
    let start = origins.first?.lowerBound ?? 0
    return CaptionWord(
      text: String(text), range: start..<(origins.last?.upperBound ?? start), gap: gap)
  }

  /// Whether the glyph goes on with the word before it.
  private static func continues(_ glyphs: [Glyph], at position: Int) -> Bool {
    let scalar = glyphs[position].scalar
    if isLetter(scalar) { return true }
    if scalar.properties.generalCategory == .nonspacingMark { return true }
    let next = position + 1 < glyphs.count ? glyphs[position + 1].scalar : " "
    if apostrophes.contains(scalar) { return isLetter(next) }
    // "t.v.": single letters with periods between.
    return scalar == "." && isLetter(next) && isLone(glyphs, position - 1)
      && (position + 2 == glyphs.count || !isLetter(glyphs[position + 2].scalar))
  }

  /// Whether a letter stands alone between other characters than letters.
  private static func isLone(_ glyphs: [Glyph], _ position: Int) -> Bool {
    position == 0 || !isLetter(glyphs[position - 1].scalar)
  }

  private static func gap(_ glyphs: [Glyph], at position: Int) -> Gap {
    let scalar = glyphs[position].scalar
    switch scalar {
    case "!", "?", "\u{3002}", "\n", "\r", "\u{2029}": return .sentence
    case ".":
      let next = position + 1 < glyphs.count ? glyphs[position + 1].scalar : " "
      return next.isBlank || !isLetter(next) ? .sentence : .pause
    case "-", "\u{2010}", "\u{2011}":
      let next = position + 1 < glyphs.count ? glyphs[position + 1].scalar : " "
      return isLetter(next) && position > 0 && isLetter(glyphs[position - 1].scalar)
        ? .none : .pause
    default: return scalar.isBlank ? .none : .pause
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWordlike && scalar != "_"
  }

  private static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}"]
}
