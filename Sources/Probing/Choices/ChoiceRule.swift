/// Reads which option a reply chooses, or that it chooses none.
///
/// 1. A letter in parentheses anywhere, "(b)": it is the choice if no other one stands so in the reply.
/// 2. A letter marked as one: alone, before punctuation at the start ("B.", "b)", "B: Closed"), before the
///    very words of its option, or after "answer is", "answer", "option" or "choice" where punctuation or
///    the end follows. "A" before another word is an article and chooses nothing.
/// 3. Otherwise the option whose words stand in the reply, if only one option's do.
///
/// A letter followed by the words of another option contradicts itself and is unparsable.
public enum ChoiceRule {
  /// The index of the chosen option, or nil when the reply is unparsable.
  public static func option(in reply: String, of choices: Choices) -> Int? {
    let words = words(of: reply)
    let count = choices.options.count
    let enclosed = words.indices.filter {
      words[$0].isEnclosed && words[$0].letter(below: count) != nil
    }
    if !enclosed.isEmpty {
      return agreed(enclosed, in: words, of: choices)
    }
    if let marked = markedLetter(in: words, of: choices) {
      return agreed([marked], in: words, of: choices)
    }
    let named = options(named: words, of: choices)
    return named.count == 1 ? named.first : nil
  }

  /// A word of a reply, folded, with what stands beside it.
  private struct Word {
    var text: String
    /// Whether it stands in parentheses.
    var isEnclosed = false
    /// Whether punctuation or the end of the line follows.
    var isClosed = false

    /// The option of a word that is one letter.
    func letter(below count: Int) -> Int? {
      guard text.utf8.count == 1, let byte = text.utf8.first, byte >= UInt8(ascii: "a") else {
        return nil
      }
      let index = Int(byte - UInt8(ascii: "a"))
      return index < count ? index : nil
    }
  }

  private static func words(of reply: String) -> [Word] {
    var words: [Word] = []
    var text = ""
    var opened = false
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "'" || character == "-"
    }
    for character in reply.lowercased() + "\n" {
      if isPart(character) {
        text.append(character)
        continue
      }
      if !text.isEmpty {
        words.append(Word(text: text, isEnclosed: opened && character == ")"))
        text = ""
      }
      if !character.isWhitespace || character.isNewline, !"(\"*".contains(character), !words.isEmpty
      {
        words[words.count - 1].isClosed = true
      }
      opened = character == "("
    }
    return words
  }

  /// The one option that all these letters name, if no words right after one name another.
  private static func agreed(_ places: [Int], in words: [Word], of choices: Choices) -> Int? {
    let named = Set(places.compactMap { words[$0].letter(below: choices.options.count) })
    guard named.count == 1, let option = named.first else { return nil }
    let isContradicted = places.contains { place in
      choices.options.indices.contains { other in
        other != option && stands(choices.options[other], in: words, at: place + 1)
          && !stands(choices.options[option], in: words, at: place + 1)
      }
    }
    return isContradicted ? nil : option
  }

  /// The place of a letter that is marked as a choice without parentheses around it.
  private static func markedLetter(in words: [Word], of choices: Choices) -> Int? {
    words.indices.first { place in
      guard let option = words[place].letter(below: choices.options.count) else { return false }
      if place == 0 {
        // "A cat" is an article and an option's words; "B cat" can only be a letter.
        let followers = option == 0 ? [choices.options[0]] : choices.options
        return words[0].isClosed || followers.contains { stands($0, in: words, at: 1) }
      }
      let before = words[..<place].map(\.text)
      let isCued = before.last.map(cues.contains) ?? false || before.suffix(2) == ["answer", "is"]
      return isCued && words[place].isClosed
    }
  }

  private static let cues: Set = ["answer", "option", "choice"]

  /// The options whose words stand in the reply; within a longer option's words a shorter one does not count.
  private static func options(named words: [Word], of choices: Choices) -> Set<Int> {
    var taken = Set<Int>()
    var named = Set<Int>()
    let lengths = choices.options.map { self.words(of: $0).count }
    for option in choices.options.indices.sorted(by: { lengths[$0] > lengths[$1] }) {
      for place in words.indices where stands(choices.options[option], in: words, at: place) {
        let places = place..<(place + lengths[option])
        guard taken.isDisjoint(with: places) else { continue }
        taken.formUnion(places)
        named.insert(option)
      }
    }
    return named
  }

  private static func stands(_ option: String, in words: [Word], at place: Int) -> Bool {
    let wanted = self.words(of: option).map(\.text)
    return !wanted.isEmpty && words.dropFirst(place).prefix(wanted.count).map(\.text) == wanted
  }
}
