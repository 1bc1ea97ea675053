/// The fixed reading: the longest names of the table, words of two meanings by their context.
enum FixedReader {
  static func read(_ text: String) -> CaptionReading {
    let words = CaptionWord.words(of: text)
    let isNegated = Negation.reach(in: words)
    var mentions: [Mention] = []
    var sentence = 0..<0
    var position = 0
    while position < words.count {
      if !sentence.contains(position) { sentence = self.sentence(words, from: position) }
      guard let match = CaptionLexicon.longestMatch(words, at: position) else {
        position += 1
        continue
      }
      let places = position..<(position + match.count)
      position = places.upperBound
      guard let (object, resolution) = meaning(of: match, at: places, in: words, sentence),
        !isForm(match, before: places.upperBound, in: words)
      else { continue }
      let range =
        words[places.lowerBound].range.lowerBound..<words[places.upperBound - 1].range.upperBound
      mentions.append(
        Mention(
          object: object, surface: text.slice(utf8Offsets: range), range: range, word: match.name,
          resolution: resolution, isNegated: isNegated[places.lowerBound]))
    }
    return CaptionReading(words: words.map(\.text), mentions: mentions)
  }

  private static func sentence(_ words: [CaptionWord], from start: Int) -> Range<Int> {
    var end = start + 1
    while end < words.count, words[end].gap != .sentence { end += 1 }
    return start..<end
  }

  private static func meaning(
    of match: CaptionLexicon.Match, at places: Range<Int>, in words: [CaptionWord],
    _ sentence: Range<Int>
  ) -> (String, Mention.Resolution)? {
    let object: String
    var resolution = Mention.Resolution.certain
    switch match.meaning {
    case .none: return nil
    case .object(let name): object = name
    case .undecided(let word):
      guard let decided = word.resolution(of: places, in: words, sentence: sentence) else {
        return nil
      }
      (object, resolution) = (word.object, decided)
    }
    let next =
      words.gap(places.upperBound) == CaptionWord.Gap.none ? words.text(places.upperBound) : ""
    if CaptionForms.compoundTails.contains(next) { return nil }
    if CaptionForms.isDepiction(places, next: next, in: words) {
      resolution = .ambiguous("depiction")
    }
    return (object, resolution)
  }

  /// Whether a word for a person only tells the age or sex of an animal, or the use of a vehicle.
  private static func isForm(
    _ match: CaptionLexicon.Match, before next: Int, in words: [CaptionWord]
  ) -> Bool {
    guard let group = CaptionForms.groupDescribed[match.name] else { return false }
    // "baby elephant", "baby brown bear".
    for skipped in 0...1 where next + skipped < words.count {
      guard words[next...(next + skipped)].allSatisfy({ $0.gap == .none }),
        let other = CaptionLexicon.longestMatch(words, at: next + skipped)
      else { continue }
      let name: String? =
        switch other.meaning {
        case .object(let object): object
        case .undecided(let word): word.object
        case .none: nil
        }
      return name.flatMap(COCOCategories.named)?.supercategory == group
    }
    return false
  }
}
