/// The options of a multiple-choice question and which of them is right.
public struct Choices: Sendable, Hashable, Codable {
  /// The options in their order, named (a), (b) and so on; at least two.
  public var options: [String]
  /// The place of the right one, from 0.
  public var correct: Int
  /// The name of the questions that only count together, as MMVP's pairs do; nil for none.
  public var pair: String?

  /// Makes choices, or returns nil when there are not 2 … 26 options or none of them is the right one.
  public init?(options: [String], correct: Int, pair: String?) {
    guard (2...26).contains(options.count), options.indices.contains(correct) else { return nil }
    self.options = options
    self.correct = correct
    self.pair = pair
  }

  /// The letter of an option: `a` for the first one.
  public static func letter(of index: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "a") + UInt8(clamping: index)))
  }

  /// What the model is asked: the question, its options, and how to answer.
  ///
  /// LLaVA's form for multiple choice (`scripts/convert_sqa_to_llava_base_prompt.py` and docs/Evaluation.md
  /// in haotian-liu/LLaVA): options by letter, then the instruction on a line of its own. The letters are
  /// MMVP's small ones in parentheses.
  public func prompt(for question: String) -> String {
    let listed = options.enumerated().map { "(\(Self.letter(of: $0))) \($1)" }
    return question + "\n" + listed.joined(separator: "\n")
      + "\nAnswer with the option's letter from the given choices directly."
  }
}
