extension AmbiguousWord {
  /// Decides a mention by the words around it.
  ///
  /// - Parameters:
  ///   - match: the places of the mention's words.
  ///   - words: the caption.
  ///   - sentence: the places of the sentence around it.
  /// - Returns: nil when it is no object of the table.
  func resolution(of match: Range<Int>, in words: [CaptionWord], sentence: Range<Int>)
    -> Mention.Resolution?
  {
    if isVerb, CaptionGrammar.isVerb(match, in: words) { return nil }
    if isAdjective, CaptionGrammar.isModifier(match, in: words) { return nil }
    if name == "orange" { return orange(match, in: words) }
    if name == "glass" {
      if words.text(match.lowerBound - 1) == "of", words.text(match.lowerBound - 2) == "made" {
        return nil
      }
      // A glass of water is a cup to COCO's annotators, or none.
      if words.text(match.upperBound) == "of" { return .ambiguous("glass of") }
    }
    // A bounded window, so that a text without sentences costs no more than its length.
    let window = (match.lowerBound - 40)..<(match.upperBound + 40)
    let (speaksFor, speaksAgainst) = verdict(of: sentence.clamped(to: window), on: match, in: words)
    switch (speaksFor, speaksAgainst) {
    case (true, false): return .resolved(by: "context")
    case (false, true): return nil
    case (true, true): return .ambiguous("context on both sides")
    case (false, false):
      switch otherwise {
      case .certain: return .certain
      case .resolved: return .resolved(by: "noun")
      case .ambiguous:
        // A caption of short sentences speaks of the keyboard in another one than of the mouse. A glass is not made a wine
        // glass by wine elsewhere.
        let caption = words.indices.clamped(to: window)
        return name != "glass" && verdict(of: caption, on: match, in: words) == (true, false)
          ? .resolved(by: "caption") : .ambiguous("no context")
      }
    }
  }

  /// Whether some words speak for the object and against it.
  private func verdict(
    of places: Range<Int>, on match: Range<Int>, in words: [CaptionWord]
  ) -> (speaksFor: Bool, speaksAgainst: Bool) {
    let others = places.filter { !match.contains($0) }.map { words[$0].text }
    return (
      others.contains(where: confirming.contains),
      match.map { words[$0].text }.contains(where: denying.contains)
        || others.contains(where: denying.contains)
    )
  }

  /// The fruit is counted or has an article; the color stands after "is" or "bright", or beside a color.
  private func orange(_ match: Range<Int>, in words: [CaptionWord]) -> Mention.Resolution? {
    let text = words[match.lowerBound].text
    if text == "oranges" { return .certain }
    let before = words.text(match.lowerBound - 1)
    let after = words.text(match.upperBound)
    if after == "and" || after == "or" || after == "to" {
      if CaptionGrammar.colors.contains(words.text(match.upperBound + 1)) { return nil }
    }
    if CaptionGrammar.colors.contains(words.text(match.lowerBound - 2)), before == "and" {
      return nil
    }
    if CaptionGrammar.beforeColor.contains(before) { return nil }
    if CaptionGrammar.beforeFruit.contains(before) { return .resolved(by: "noun") }
    return .ambiguous("fruit or color")
  }
}

/// What little grammar the fixed reading knows.
enum CaptionGrammar {
  /// Whether a noun follows, so that the words only describe it.
  static func isModifier(_ match: Range<Int>, in words: [CaptionWord]) -> Bool {
    guard match.upperBound < words.count, words[match.upperBound].gap == .none else { return false }
    // A plural does not describe: "glasses" in "the glasses stand".
    if words[match.upperBound - 1].text.hasSuffix("sses") { return false }
    let next = words[match.upperBound].text
    if next.hasSuffix("ing") || next.hasSuffix("ly") || next.hasSuffix("ed") { return false }
    return !afterNoun.contains(next)
  }

  /// Whether a word of a noun's form is a verb: after "to", "can", "they", and for "bear" before "the".
  static func isVerb(_ match: Range<Int>, in words: [CaptionWord]) -> Bool {
    let before =
      words.gap(match.lowerBound) == CaptionWord.Gap.none ? words.text(match.lowerBound - 1) : ""
    if modals.contains(before) { return true }
    if before == "to" {
      let earlier = words.text(match.lowerBound - 2)
      return !(beforeToNoun.contains(earlier) || earlier.hasSuffix("ing"))
    }
    let after =
      words.gap(match.upperBound) == CaptionWord.Gap.none ? words.text(match.upperBound) : ""
    guard words[match.lowerBound].text.hasPrefix("bear") else { return false }
    return ["a", "an", "the", "his", "her", "its", "their", "resemblance", "witness"].contains(
      after)
      && !determiners.contains(before)
  }

  /// Words before a noun that say which or how many.
  static let determiners: Set = [
    "a", "an", "the", "this", "that", "these", "those", "one", "two", "three", "four", "five",
    "some",
    "several", "many", "few", "another", "each", "every", "his", "her", "its", "their", "large",
    "small", "brown", "black", "white", "polar",
  ]
  /// Words after which "orange" is the color.
  static let beforeColor: Set = [
    "is", "are", "was", "bright", "dark", "light", "in", "and", "painted", "colored", "mostly",
    "deep",
    "pale",
  ]
  /// Words after which "orange" is the fruit when no noun follows.
  static let beforeFruit: Set = [
    "a", "an", "the", "one", "single", "half", "sliced", "peeled", "whole", "ripe", "fresh", "cut",
    "another", "large", "small", "this", "that", "round",
  ]
  static let colors: Set = [
    "white", "black", "red", "blue", "green", "yellow", "brown", "gray", "grey", "pink", "purple",
    "gold", "silver", "tan", "teal", "orange",
  ]

  private static let modals: Set = [
    "can", "could", "will", "would", "must", "should", "cannot", "may", "might", "they", "we",
    "you",
    "i", "don't", "can't",
  ]
  private static let beforeToNoun: Set = [
    "next", "close", "closer", "adjacent", "similar", "opposite", "nearest", "attached",
    "connected",
    "due", "parallel", "compared", "addition", "tied", "belongs", "perpendicular", "near", "beside",
  ]
  private static let afterNoun: Set = [
    "a", "an", "the", "and", "or", "nor", "but", "is", "are", "was", "were", "be", "has", "have",
    "had",
    "in", "on", "at", "of", "to", "by", "with", "near", "next", "beside", "behind", "under", "over",
    "above", "below", "from", "for", "into", "onto", "inside", "outside", "between", "against",
    "around", "along", "through", "up", "down", "off", "out", "as", "that", "which", "who", "while",
    "can", "could", "may", "might", "will", "would", "also", "sits", "sit", "lies", "lie", "rests",
    "stands", "stand", "hangs", "appears", "appear", "seems", "there", "then", "so", "it", "he",
    "she",
    "they", "this", "not", "visible", "nearby", "together", "too", "full", "made", "set", "held",
    "looks", "look", "holds", "shows", "seen", "if", "when", "where", "after", "before", "during",
    "without", "about", "across", "among", "toward", "towards", "upon", "within", "like",
  ]
}

extension [CaptionWord] {
  /// The word at a place, or an empty text outside.
  func text(_ position: Int) -> String { indices.contains(position) ? self[position].text : "" }

  /// What stands before a word; beyond the last, the end of a sentence.
  func gap(_ position: Int) -> CaptionWord.Gap {
    indices.contains(position) ? self[position].gap : .sentence
  }
}
