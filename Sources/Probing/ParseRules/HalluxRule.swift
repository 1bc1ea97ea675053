/// Our reading of the text: a yes or a no that a careful person would not dispute, else unparsable.
///
/// 1. The first word, when it is "yes" or "no", is the answer, unless the reply takes it back at once
///    ("yes and no", "yes/no").
/// 2. Otherwise the one of "yes" and "no" that stands in the reply as a whole word; both or neither
///    is unparsable. "Not" alone denies many things, so it decides nothing.
///
/// "No doubt", "no question", "no idea" and "no clue" deny no object and count as no answer. Case and
/// punctuation do not matter. A hyphen inside makes one word: a "no-parking" sign denies nothing.
struct HalluxRule: LabelFreeRule {
  let name = "hallux"
  let summary = """
    The first word if it is yes or no, else the only one of the two in the text; both or neither is \
    unparsable.
    """
  let source = "hallux"
  let unparsable = UnparsableCounting.countedWrong

  func answer(to reply: ProbeReply) -> Answer? {
    let words = Self.words(of: reply.text)
    let answers = words.indices.map { Self.answer(at: $0, in: words) }
    guard let first = answers.first, let first else {
      let found = Set(answers.compactMap { $0 })
      return found.count == 1 ? found.first : nil
    }
    return Self.isTakenBack(first, by: words.dropFirst(), answers.dropFirst()) ? nil : first
  }

  /// The answer that a word gives; "no doubt" and its like give none.
  private static func answer(at index: Int, in words: [[Unicode.Scalar]]) -> Answer? {
    let answer = AnswerForms.answer(ofWord: words[index])
    let isIdiom = index + 1 < words.count && noIdioms.contains(words[index + 1])
    return answer == .no && isIdiom ? nil : answer
  }

  /// Whether a first answer is followed by its opposite, with or without "and" or "or" between.
  private static func isTakenBack(
    _ first: Answer, by words: ArraySlice<[Unicode.Scalar]>, _ answers: ArraySlice<Answer?>
  ) -> Bool {
    let isJoined = words.first.map(conjunctions.contains) ?? false
    return answers.dropFirst(isJoined ? 1 : 0).first == first.opposite
  }

  private static let noIdioms = Set(["doubt", "question", "idea", "clue"].map(scalars))
  private static let conjunctions = Set(["and", "or"].map(scalars))

  private static func scalars(_ word: String) -> [Unicode.Scalar] { Array(word.unicodeScalars) }

  /// The words of a text: runs of letters, marks, digits, and the apostrophes and hyphens between them.
  private static func words(of text: String) -> [[Unicode.Scalar]] {
    text.lowercased().unicodeScalars
      .split { !isLetter($0) && !joiners.contains($0) }
      .map { Array($0.trimmed(joiners.contains)) }
      .filter { !$0.isEmpty }
  }

  /// Letters, marks and digits; newer versions of Unicode count the invisible joiners among them.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isXIDContinue && !scalar.properties.isJoinControl
  }

  private static let joiners: Set<Unicode.Scalar> = ["-", "'", "\u{2019}"]

  var examples: ParseExamples {
    ParseExamples(
      yes: [
        "Yes", "yes.", "YES!", " Yes, there is a dog in the image.", "**Yes**", "\"Yes\"",
        "The answer is yes.", "Answer: Yes", "Yes, and there is no cat.",
        "Yes - no doubt about it.",
        "\u{1F469}\u{200D}\u{1F467}\u{200D}Yes",
      ],
      no: [
        "No", "no.", "NO", "No, there isn't.", "There is no dog in the image.", "No\nNone.",
        "The answer is: No.", "No dog is visible.", "No, I cannot say yes to that.",
      ],
      unparsable: [
        "", "...", "There is a dog.", "I am not sure.", "There isn't a dog.", "Unknown", "None",
        "Yes and no.", "Yes/No", "yes or no?", "I can say neither yes nor no.", "No idea.",
        "No doubt, a dog.", "A no-parking sign.", "Noé", "no\u{301}", "да",
      ])
  }
}
