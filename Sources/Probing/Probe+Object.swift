extension Probe {
  /// Reads the object off a question of POPE's form, "Is there a(n) X in the image?".
  ///
  /// Also off "Are there any X in the image?", which asks about nouns that are always plural. Older
  /// published files carry POPE's own slip "imange": its builder replaced every "a" of the template, not
  /// only the article, before a vowel (`utils.py`, commit 3df3ba1).
  /// - Returns: X as it is written, or nil when the question has another form.
  public static func object(ofQuestion question: String) -> String? {
    let words = question.split { $0.isWhitespace || $0 == "?" }
    let folded = words.map { $0.lowercased() }
    guard words.count >= 7, beginnings.contains(Array(folded[0..<3])),
      folded[words.count - 3] == "in", determiners.contains(folded[words.count - 2]),
      pictureWords.contains(folded[words.count - 1])
    else { return nil }
    return words[3..<(words.count - 3)].joined(separator: " ")
  }

  private static let beginnings: Set = [
    ["is", "there", "a"], ["is", "there", "an"], ["are", "there", "any"],
  ]
  private static let determiners: Set = ["the", "this"]
  private static let pictureWords: Set = ["image", "imange", "picture", "photo"]
}
