/// Splits a lower-cased caption into the tokens of NLTK's `word_tokenize`, with their places.
///
/// The rules are those of R. MacIntyre's Penn Treebank tokenizer (1995) as NLTK 3.9 extends them, one
/// rewriting pass each, in their order. Quotes come out as `` and ''.
enum TreebankTokenizer {
  /// A token and the bytes of the caption that it was made from.
  struct Token {
    /// The text, lower-cased.
    var text: String
    /// The UTF-8 bytes from its first to its last scalar.
    var range: Range<Int>
  }

  /// The tokens of a caption in order.
  static func tokens(of caption: String) -> [Token] {
    let glyphs = Glyph.lowercased(caption)
    return SentenceEnds.split(glyphs).flatMap { tokens(ofSentence: Array(glyphs[$0])) }
  }

  private static func tokens(ofSentence sentence: [Glyph]) -> [Token] {
    var text = sentence
    openQuotes(&text)
    punctuation(&text)
    text = [.blank] + text + [.blank]
    closeQuotes(&text)
    clitics(&text)
    contractions(&text)
    return text.split { $0.scalar.isBlank }.map(Token.init)
  }

  private static func openQuotes(_ text: inout [Glyph]) {
    padRuns(&text, of: ["`"], atLeast: 1)
    pad(&text, ["\u{AB}", "\u{201C}", "\u{2018}", "\u{201E}"])
    if text.first?.scalar == "\"" { text.replaceSubrange(0..<1, with: backticks(text[0].origin)) }
    padPairs(&text, of: "`")
    text = text.rewritten { text, at in
      guard openers.contains(text[at].scalar), at + 1 < text.count else { return nil }
      if text[at + 1].scalar == "\"" {
        return ([text[at], .blank] + backticks(text[at + 1].origin) + [.blank], 2)
      }
      guard at + 2 < text.count, text[at + 1].scalar == "'", text[at + 2].scalar == "'"
      else { return nil }
      let marks = [text[at + 1], text[at + 2]].map { Glyph(scalar: "`", origin: $0.origin) }
      return ([text[at], .blank] + marks + [.blank], 3)
    }
    // An apostrophe before a single letter opens a quote unless it is a clitic: 'a, but not 's.
    text = text.rewritten { text, at in
      guard text[at].scalar == "'", at + 1 < text.count, text[at + 1].scalar.isWordlike,
        at + 2 == text.count || !text[at + 2].scalar.isWordlike,
        !clitic.contains(text[at + 1].scalar)
      else { return nil }
      return ([text[at], .blank, text[at + 1]], 2)
    }
  }

  private static func punctuation(_ text: inout [Glyph]) {
    padFinalPeriod(&text)
    text = text.rewritten { text, at in
      guard text[at].scalar == ":" || text[at].scalar == "," else { return nil }
      guard at + 1 < text.count else { return ([.blank, text[at], .blank], 1) }
      if text[at + 1].scalar.isDecimal { return nil }
      return ([.blank, text[at], .blank, text[at + 1]], 2)
    }
    if let last = text.last, last.scalar == ":" || last.scalar == "," {
      text.replaceSubrange((text.count - 1)..., with: [.blank, last, .blank])
    }
    padRuns(&text, of: ["."], atLeast: 2)
    pad(&text, [";", "@", "#", "$", "%", "&", "?", "!"])
    text = text.rewritten { text, at in
      guard text[at].scalar != "'", at + 2 < text.count, text[at + 1].scalar == "'",
        text[at + 2].scalar == " "
      else { return nil }
      return ([text[at], .blank, text[at + 1], .blank], 3)
    }
    pad(&text, ["*", "]", "[", "(", ")", "{", "}", "<", ">"])
    padPairs(&text, of: "-")
  }

  /// Splits the period off that ends the sentence, before closing brackets and quotes too.
  private static func padFinalPeriod(_ text: inout [Glyph]) {
    var end = text.count
    while end > 0, text[end - 1].scalar.isBlank { end -= 1 }
    var period = end
    while period > 0, closers.contains(text[period - 1].scalar) { period -= 1 }
    period -= 1
    guard period > 0, text[period].scalar == ".", text[period - 1].scalar != "." else { return }
    let closing = Array(text[(period + 1)..<end])
    text.replaceSubrange(period..., with: [.blank, text[period], .blank] + closing + [.blank])
  }

  private static func closeQuotes(_ text: inout [Glyph]) {
    pad(&text, ["\u{BB}", "\u{201D}", "\u{2019}"])
    padPairs(&text, of: "'")
    text = text.rewritten { text, at in
      guard text[at].scalar == "\"" else { return nil }
      let mark = Glyph(scalar: "'", origin: text[at].origin)
      return ([.blank, mark, mark, .blank], 1)
    }
  }

  private static func contractions(_ text: inout [Glyph]) {
    for (first, second) in joined {
      let both = Array((first + second).unicodeScalars)
      let cut = first.unicodeScalars.count
      text = text.rewritten { text, at in
        let end = at + both.count
        guard text.matches(both, at: at), at == 0 || !text[at - 1].scalar.isWordlike,
          end == text.count || !text[end].scalar.isWordlike,
          first != "wan" || (end < text.count && text[end].scalar.isBlank),
          first != "'t" || (at > 0 && text[at - 1].scalar == " ")
        else { return nil }
        return (
          [.blank] + text[at..<(at + cut)] + [.blank] + text[(at + cut)..<end] + [.blank],
          both.count
        )
      }
    }
  }

  private static func backticks(_ origin: Range<Int>?) -> [Glyph] {
    [Glyph(scalar: "`", origin: origin), Glyph(scalar: "`", origin: origin)]
  }

  private static let openers: Set<Unicode.Scalar> = [" ", "(", "[", "{", "<"]
  private static let closers: Set<Unicode.Scalar> = [
    "]", ")", "}", ">", "\"", "'", "\u{BB}", "\u{201D}", "\u{2019}", " ",
  ]
  /// The single letters after an apostrophe that make a clitic: 'm, 't, 's, 'd, 'n.
  private static let clitic: Set<Unicode.Scalar> = ["m", "t", "s", "d", "n"]
  /// Words written together that are taken apart.
  private static let joined = [
    ("can", "not"), ("d", "'ye"), ("gim", "me"), ("gon", "na"), ("got", "ta"), ("lem", "me"),
    ("more", "'n"), ("wan", "na"), ("'t", "is"), ("'t", "was"),
  ]
}

extension TreebankTokenizer.Token {
  /// The token of a run of glyphs; each comes from the caption, because the rules insert only blanks.
  fileprivate init(_ glyphs: ArraySlice<Glyph>) {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: glyphs.lazy.map(\.scalar))
    let origins = glyphs.compactMap(\.origin)
    text = String(scalars)
    range = (origins.first?.lowerBound ?? 0)..<(origins.last?.upperBound ?? 0)
  }
}
