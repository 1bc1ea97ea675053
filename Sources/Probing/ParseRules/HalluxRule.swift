/// Our reading of the text: a yes or a no that a careful person would not dispute, else unparsable.
///
/// 1. The first word, when it is "yes" or "no", is the answer, unless the reply takes it back at once
///    ("yes and no", "yes/no", "no doubt …").
/// 2. Otherwise the one of "yes" and "no" that stands in the reply as a whole word; both or neither
///    is unparsable. "Not" alone denies many things, so it decides nothing.
///
/// Case and punctuation do not matter. A hyphen inside makes one word: a "no-parking" sign denies nothing.
struct HalluxRule: ParseRule {
  let name = "hallux"
  let summary = """
    The first word if it is yes or no, else the only one of the two in the text; both or neither is \
    unparsable.
    """
  let source = "hallux"

  func answer(to reply: ProbeReply) -> Answer? {
    let words = Self.words(of: reply.text)
    let answers = words.map { AnswerForms.answer(ofWord: $0) }
    guard let first = answers.first, let first else {
      let found = Set(answers.compactMap { $0 })
      return found.count == 1 ? found.first : nil
    }
    return Self.isTakenBack(first, by: words.dropFirst(), reading: answers.dropFirst())
      ? nil : first
  }

  /// Whether what follows a first "yes" or "no" shows that it was no answer.
  private static func isTakenBack(
    _ first: Answer, by words: ArraySlice<[Unicode.Scalar]>, reading answers: ArraySlice<Answer?>
  ) -> Bool {
    guard let next = words.first, let nextAnswer = answers.first else { return false }
    if first == .no && noIdioms.contains(next) || nextAnswer == first.opposite { return true }
    return conjunctions.contains(next) && answers.dropFirst().first == first.opposite
  }

  private static let noIdioms = Set(["doubt", "question", "idea", "clue"].map(scalars))
  private static let conjunctions = Set(["and", "or"].map(scalars))

  private static func scalars(_ word: String) -> [Unicode.Scalar] { Array(word.unicodeScalars) }

  /// The words of a text: runs of letters, marks, digits, and the apostrophes and hyphens between them.
  private static func words(of text: String) -> [[Unicode.Scalar]] {
    text.lowercased().unicodeScalars
      .split { !$0.properties.isXIDContinue && !joiners.contains($0) }
      .map { Array($0.trimmed(joiners.contains)) }
      .filter { !$0.isEmpty }
  }

  private static let joiners: Set<Unicode.Scalar> = ["-", "'", "\u{2019}"]

  var examples: ParseExamples {
    ParseExamples(
      yes: [
        "Yes", "yes.", "YES!", " Yes, there is a dog in the image.", "**Yes**", "\"Yes\"",
        "The answer is yes.", "Answer: Yes", "Yes, and there is no cat.",
        "Yes - no doubt about it.",
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
