/// Finds the words of a caption that it says are absent: "no dog", "without a cat", "a cat is not visible".
enum Negation {
  /// For each word whether it stands in the reach of a negation.
  ///
  /// A negation reaches over a list of nouns ("no people, cars or dogs") up to the next preposition, verb or
  /// conjunction of contrast. What a caption doubts ("possibly a dog") is claimed all the same.
  static func reach(in words: [CaptionWord]) -> [Bool] {
    var isReached = [Bool](repeating: false, count: words.count)
    for (position, word) in words.enumerated() {
      guard let cue = cue(word.text, at: position, in: words) else { continue }
      reachForward(from: cue.next, isNot: cue.isNot, words, &isReached)
      if cue.isNot { reachBack(from: position, words, &isReached) }
    }
    return isReached
  }

  private static func cue(_ text: String, at position: Int, in words: [CaptionWord]) -> (
    next: Int, isNot: Bool
  )? {
    let next = words.text(position + 1)
    switch text {
    case "no":
      if next == "longer" || next == "doubt" || next == "matter" { return nil }
      let isSign = ["sign", "signs", "trace", "sight", "evidence"].contains(next)
      return (position + (isSign ? 3 : 1), false)
    case "without", "neither", "nor", "zero": return (position + 1, false)
    case "absence", "lack", "none": return next == "of" ? (position + 2, false) : nil
    case "lacks", "lacking": return (position + 1, false)
    case "not", "never": return next == "only" || next == "just" ? nil : (position + 1, true)
    default: return text.hasSuffix("n't") ? (position + 1, true) : nil
    }
  }

  private static func reachForward(
    from start: Int, isNot: Bool, _ words: [CaptionWord], _ isReached: inout [Bool]
  ) {
    var position = start
    while position < min(words.count, start + longestReach) {
      let word = words[position]
      if position > start, word.gap == .sentence { return }
      if stops.contains(word.text) { return }
      // "is not wearing a tie": after "not" the verb is part of what is denied.
      let isVerb =
        verbs.contains(word.text) || (word.text.hasSuffix("ing") && !nounsOnING(word.text))
      if isVerb, !isNot || position > start { return }
      if position > start, word.gap == .pause, articles.contains(word.text), !isNot { return }
      isReached[position] = true
      position += 1
    }
  }

  /// "A dog is not visible", "dogs are not present".
  private static func reachBack(from cue: Int, _ words: [CaptionWord], _ isReached: inout [Bool]) {
    let isInside = words[cue].text != "not"
    let seen = words.text(cue + 1) == "be" ? words.text(cue + 2) : words.text(cue + 1)
    guard showing.contains(seen) else { return }
    var position = cue - 1
    if !isInside, copulas.contains(words.text(position)) { position -= 1 }
    var steps = 0
    while position >= 0, steps < 4, !stops.contains(words[position].text) {
      isReached[position] = true
      if words[position].gap > .none { return }
      position -= 1
      steps += 1
    }
  }

  private static func nounsOnING(_ text: String) -> Bool {
    ["dining", "parking", "building", "buildings", "living", "rolling", "swimming"].contains(text)
  }

  /// Words; longer lists of what is absent are not written.
  private static let longestReach = 30
  private static let articles: Set = ["a", "an", "the"]
  private static let copulas: Set = ["is", "are", "was", "were", "can", "could", "do", "does"]
  private static let showing: Set = [
    "visible", "present", "seen", "shown", "pictured", "featured", "included", "there", "depicted",
  ]
  private static let verbs: Set = [
    "is", "are", "was", "were", "has", "have", "can", "could", "may", "shown", "seen", "visible",
    "present", "sits", "stands", "lies",
  ]
  private static let stops: Set = [
    "but", "however", "only", "except", "although", "though", "while", "instead", "just", "in",
    "on",
    "at", "with", "near", "beside", "behind", "under", "over", "above", "below", "from", "into",
    "inside", "outside", "by", "that", "which", "who", "because", "besides", "than", "next",
    "there",
  ]
}
