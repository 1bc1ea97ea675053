/// The names that the fixed reading knows: of objects, and of what only sounds like one.
enum CaptionLexicon {
  /// What a name means.
  enum Meaning: Equatable {
    /// An object of COCO's table.
    case object(String)
    /// No object of the table, though its words look like one: "bus stop".
    case none
    /// One or the other, by the rule that looks at the context.
    case undecided(AmbiguousWord)
  }

  /// A name found in the text.
  struct Match {
    /// How many words it has.
    var count: Int
    /// The singular form, as the table has it.
    var name: String
    /// What it means.
    var meaning: Meaning
  }

  /// The most words that a name has.
  static let longestName = 4

  /// The longest name that begins at a word; names never reach across a comma or a sentence's end.
  static func longestMatch(_ words: [CaptionWord], at start: Int) -> Match? {
    var end = start + 1
    while end < words.count, end - start < longestName, words[end].gap == .none { end += 1 }
    for count in stride(from: end - start, through: 1, by: -1) {
      let head = words[start..<(start + count - 1)].map { $0.text + " " }.joined()
      for form in PluralForms.singulars(of: words[start + count - 1].text) {
        let name = head + form
        if let meaning = meanings[name] { return Match(count: count, name: name, meaning: meaning) }
      }
    }
    return nil
  }

  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [:]
    for (object, names) in CaptionNames.objects {
      meanings[object] = .object(object)
      for name in names { meanings[name] = .object(object) }
    }
    for name in CaptionNames.others { meanings[name] = Meaning.none }
    for word in AmbiguousWord.all { meanings[word.name] = .undecided(word) }
    return meanings
  }()
}
