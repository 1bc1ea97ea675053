/// The published CHAIR's way from a caption to objects: utils/chair.py, `caption_to_words`.
///
/// Tokens, their singulars, a merge of double words from left to right, the rule of the toilet seat, the
/// table. The original also returns indices of the words, which go wrong after the first double word;
/// the offsets of the mentions take their place.
enum OfficialReader {
  static func read(_ text: String) -> CaptionReading {
    let words = merged(
      TreebankTokenizer.tokens(of: text).map { token in
        TreebankTokenizer.Token(text: PatternSingular.of(token.text), range: token.range)
      })
    // "The seat of the toilet" is no chair.
    let hasToilet = words.contains { $0.text == "toilet" }
    let mentions = words.compactMap { word -> Mention? in
      if hasToilet, word.text == "seat" { return nil }
      return OfficialSynonyms.objects[word.text].map { object in
        Mention(
          object: object, surface: text.slice(utf8Offsets: word.range), range: word.range,
          word: word.text, resolution: .certain, isNegated: false)
      }
    }
    return CaptionReading(words: words.map(\.text), mentions: mentions)
  }

  /// The words with every double word as one, read from left to right.
  private static func merged(_ words: [TreebankTokenizer.Token]) -> [TreebankTokenizer.Token] {
    var result: [TreebankTokenizer.Token] = []
    result.reserveCapacity(words.count)
    var position = 0
    while position < words.count {
      let first = words[position]
      let second = position + 1 < words.count ? words[position + 1] : nil
      if let second, let one = doubleWords[first.text]?[second.text] {
        let range = first.range.lowerBound..<max(first.range.upperBound, second.range.upperBound)
        result.append(TreebankTokenizer.Token(text: one, range: range))
        position += 2
      } else {
        result.append(first)
        position += 1
      }
    }
    return result
  }

  /// What two words become, by the first and then the second.
  private static let doubleWords: [String: [String: String]] = {
    var table: [String: [String: String]] = [:]
    for (first, second) in kept { table[first, default: [:]][second] = "\(first) \(second)" }
    for animal in animals {
      for age in ["baby", "adult"] { table[age, default: [:]][animal] = animal }
    }
    for vehicle in ["jet", "train"] { table["passenger", default: [:]][vehicle] = vehicle }
    table["bow", default: [:]]["tie"] = "tie"
    table["toilet", default: [:]]["seat"] = "toilet"
    table["wine", default: [:]]["glas"] = "wine glass"
    return table
  }()

  /// The double words that stay themselves.
  ///
  /// "stove top oven" has three words and never matches; "sports
  /// ball" and "tennis racket" are singular-ized to "sport ball" and "tenni racket", and never match either.
  private static let kept = [
    ("motor", "bike"), ("motor", "cycle"), ("air", "plane"), ("traffic", "light"),
    ("street", "light"), ("traffic", "signal"), ("stop", "light"), ("fire", "hydrant"),
    ("stop", "sign"), ("parking", "meter"), ("suit", "case"), ("sports", "ball"),
    ("baseball", "bat"), ("baseball", "glove"), ("tennis", "racket"), ("wine", "glass"),
    ("hot", "dog"), ("cell", "phone"), ("mobile", "phone"), ("teddy", "bear"),
    ("hair", "drier"), ("potted", "plant"), ("laptop", "computer"), ("home", "plate"),
    ("train", "track"),
  ]

  /// The animals whose young and grown ones are no person.
  private static let animals = [
    "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "animal",
    "cub",
  ]
}
