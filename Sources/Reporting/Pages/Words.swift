import Attribution
import AuditStore
import Probing

/// The words that pages share: one name for one thing.
enum Words {
  /// An answer as it is said; neither when a reply could not be read.
  static func said(_ answer: Answer?) -> String {
    switch answer {
    case .yes: "Yes"
    case .no: "No"
    case nil: "neither"
    }
  }

  /// The style of an answer: color only helps, the word stands beside it.
  static func style(_ answer: Answer?, correct: Answer) -> String {
    guard let answer else { return "unreadable" }
    return answer == correct ? "right" : "wrong"
  }

  /// Parts of a sentence: `a`, `a and b`, `a, b and c`.
  static func enumerated(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The kind of a finding.
  static func kind(_ kind: FindingKind) -> String {
    switch kind {
    case .falsePositive: "false positive"
    case .falseNegative: "miss"
    case .wrongChoice: "wrong choice"
    case .hallucinatedMention: "hallucinated mention"
    case .mention: "explained mention"
    case .answer: "explained answer"
    }
  }

  /// What people say of a label.
  static func standing(_ standing: LabelStanding?) -> String {
    switch standing {
    case .confirmed: "confirmed"
    case .labelWrong: "label wrong"
    case .ambiguous: "ambiguous"
    case .disputed: "disputed"
    case nil: "not judged"
    }
  }

  /// What carries an answer.
  static func cause(_ cause: Diagnosis.Cause?) -> String {
    cause.map(MentionWords.name) ?? "not diagnosed"
  }

  /// What the search for a trigger came to: what is proven of a found set, else why there is none.
  static func proof(_ trigger: TriggerEntry?) -> String {
    guard let trigger else { return "not searched" }
    return trigger.isFound
      ? minimality(trigger.minimality) : status(trigger.status, side: .necessary)
  }

  /// What is proven about a set's size, in a few words.
  static func minimality(_ minimality: Trigger.Minimality) -> String {
    switch minimality {
    case .unproven: "not proven minimal"
    case .oneMinimal: "1-minimal"
    case .subsetMinimal: "subset-minimal"
    case .minimum: "minimum"
    }
  }

  /// How a search ended, in a few words.
  static func status(_ status: Trigger.Status, side: Trigger.Side) -> String {
    switch (status, side) {
    case (.found, _): "found"
    case (.neverFlips, .necessary): "never flips"
    case (.neverFlips, .sufficient): "never appears"
    case (.languagePrior, _): "language prior"
    case (.budgetSpent, _): "budget spent"
    case (.uncertain, _): "inside the noise"
    }
  }

  /// So many regions are named by number; of more, the first ones.
  static let regionLimit = 12

  /// The text with a capital at its front.
  static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A text with the article that fits it.
  static func withArticle(_ text: String) -> String {
    let isVowel = text.first.map { "aeiou".contains($0) } ?? false
    return (isVowel ? "an " : "a ") + text
  }

  /// The first words of a long text, with what is left out marked.
  static func excerpt(_ text: String, limit: Int = 60) -> String {
    guard text.count > limit else { return text }
    let start = text.prefix(limit)
    return (start.lastIndex(of: " ").map { start[..<$0] } ?? start) + "\u{2026}"
  }

  /// Whether some words stand in a text, and not as a part of longer ones.
  static func stands(_ words: some StringProtocol, in text: String) -> Bool {
    text.ranges(of: String(words)).contains { range in
      let before = range.lowerBound == text.startIndex ? nil : text[..<range.lowerBound].last
      let after = text[range.upperBound...].first
      let (first, last) = (words.first, words.last)
      return !(isWordlike(before) && isWordlike(first)) && !(isWordlike(last) && isWordlike(after))
    }
  }

  private static func isWordlike(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }

  /// A text in quotation marks.
  static func quoted(_ text: String) -> String { "\u{201C}\(reply(text))\u{201D}" }

  /// What a model said, without the blank that its first token begins with.
  static func reply(_ text: String) -> String { String(text.drop { $0 == " " }) }

  /// What can be proven of a set, in a sentence.
  static func proof(_ minimality: Trigger.Minimality, side: Trigger.Side) -> String {
    switch (minimality, side) {
    case (.unproven, _): "The set is not proven minimal: a smaller one may do."
    case (.oneMinimal, .necessary):
      "The set is 1-minimal: put back any one of its regions, and the answer returns."
    case (.oneMinimal, .sufficient):
      "The set is 1-minimal: leave out any one of its regions, and the answer is gone."
    case (.subsetMinimal, .necessary):
      "The set is subset-minimal: removing only a part of it changes nothing, whichever part."
    case (.subsetMinimal, .sufficient):
      "The set is subset-minimal: no part of it alone gives the answer, whichever part."
    case (.minimum, _): "The set is minimum: no set of fewer regions does it."
    }
  }
}
