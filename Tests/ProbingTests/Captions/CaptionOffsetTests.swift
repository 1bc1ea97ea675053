import Testing

@testable import Probing

@Suite struct CaptionOffsetTests {
  @Test(arguments: CHAIRVariant.allCases) func `Odd texts are read, and slices give the surface`(
    variant: CHAIRVariant
  ) {
    for text in Self.oddTexts { check(text, variant) }
    let dog = variant.read("狗 \u{1F415} e\u{301}l\u{0}, a dog").mentions
    #expect(dog.map(\.surface) == ["dog"])
  }

  @Test(arguments: CHAIRVariant.allCases) func `Every mention of random text slices back`(
    variant: CHAIRVariant
  ) {
    for seed in 0..<400 {
      var generator = SplitMix64(seed: UInt64(seed))
      let text = (0..<60).map { _ in Self.pieces[generator.index(below: Self.pieces.count)] }
        .joined()
      check(text, variant)
    }
  }

  @Test(arguments: CHAIRVariant.allCases) func `A text of 100 kB is read`(variant: CHAIRVariant) {
    let dogs = String(repeating: "a dog ", count: 17_000)
    check(dogs, variant, mentions: 17_000)
    // Runs of what the rules look back or ahead for; a rule of quadratic cost would show.
    for piece in ["no ", "table ", "dogs,", "'", ".", "n't\"", "a.b.", "((", "\u{301}", "?a"] {
      check(String(repeating: piece, count: 4000 / piece.utf8.count), variant)
    }
  }

  @Test func `A range that is no range of the text has no indices`() {
    #expect("dog".range(utf8Offsets: 0..<4) == nil)
    #expect("\u{1F415}".range(utf8Offsets: 1..<2) == nil)
    #expect("dog".range(utf8Offsets: 3..<3) != nil)
  }

  private func check(_ text: String, _ variant: CHAIRVariant, mentions count: Int? = nil) {
    let mentions = variant.read(text).mentions
    if let count { #expect(mentions.count == count) }
    var end = 0
    for mention in mentions {
      guard let indices = text.range(utf8Offsets: mention.range) else {
        Issue.record("\(mention.range) of \(text.debugDescription.prefix(200))")
        return
      }
      let isSame = text.unicodeScalars[indices].elementsEqual(mention.surface.unicodeScalars)
      if !isSame || mention.surface.isEmpty || mention.range.lowerBound < end {
        Issue.record("\(mention) of \(text.debugDescription.prefix(200))")
        return
      }
      end = mention.range.upperBound
    }
  }

  private static let oddTexts = [
    "", " ", "\u{0}", "\u{FEFF}dog", "<b>cat</b><script>dog</script>",
    "\u{1F468}\u{200D}\u{1F469}dog",
    "\u{301}\u{301}", "İSTANBUL dogs", "DOGS\u{301}", "d\u{301}og", "\r\n\r\ndog\r\n",
    "dog\u{2028}cat",
    "ﬁre hydrant", "ß", "‘dog’ “cat” «bird»", "...", "'", "''", "\"", "a.", "t.v.", "t.v", "’s",
    "dog’s",
    "hot\u{A0}dog", "-dog-", "--", "dog--cat", "\u{10FFFF}", "``dog''", "no", "not", "without",
    "made of",
  ]

  private static let pieces = [
    " ", " ", " ", ". ", ", ", "-", "'", "'s ", "\"", "\n", "\u{0}", "\u{301}", "\u{1F415}", "狗",
    "İ",
    "dog", "Dogs", "hot ", "bus", "buses", "tennis ", "racket", "wine ", "glass", "glasses of ",
    "orange",
    "no ", "not ", "without ", "baby ", "bear", "toilet ", "seat", "t.v.", "ſ", "table", "the ",
    "remote ",
    "can", "can't", "people", "<b>", "&", "...", "?", "!", ")", "(", "``", "’", "”", "\u{2028}",
    "\u{A0}",
  ]
}
