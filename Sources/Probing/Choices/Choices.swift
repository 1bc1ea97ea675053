/// The options of a multiple-choice question, and which of them is right.
public struct Choices: Sendable, Hashable {
  /// The options in their order, two to twenty-six of them: the first is (a).
  public let options: [String]
  /// The index of the right option.
  public let correct: Int
  /// The name of the pair that the question belongs to, or nil; MMVP asks each question about two images
  /// that differ in just what is asked.
  public let pair: String?

  /// Makes a set of options.
  ///
  /// - Returns: nil for fewer than two options or more than letters, an empty option, two equal ones, or an
  ///   index of none of them.
  public init?(options: [String], correct: Int, pair: String? = nil) {
    let isEmpty = options.contains { $0.allSatisfy(\.isWhitespace) }
    guard (2...26).contains(options.count), options.indices.contains(correct), !isEmpty,
      Set(options.map { $0.lowercased() }).count == options.count
    else { return nil }
    self.options = options
    self.correct = correct
    self.pair = pair
  }

  /// Reads options as MMVP writes them in one text, "(a) Open (b) Closed".
  ///
  /// Only the letters that come next count as marks, so that an option may have parentheses of its own.
  /// - Returns: the options in their order, or nil when the text does not begin with "(a)".
  public static func options(of text: String) -> [String]? {
    var options: [String] = []
    var rest = text.drop(while: \.isWhitespace)
    guard rest.lowercased().hasPrefix("(a)") else { return nil }
    rest = rest.dropFirst(3)
    while true {
      let next = options.count + 1
      guard next < 26, let mark = mark(letter(next), in: rest) else {
        return options + [trimmed(rest)]
      }
      options.append(trimmed(rest[..<mark]))
      rest = rest[mark...].dropFirst(3)
    }
  }

  /// The letter of an option, `a` for 0.
  public static func letter(_ index: Int) -> Character {
    Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index)))
  }

  /// Where a letter stands in parentheses, in either case.
  private static func mark(_ letter: Character, in text: Substring) -> Substring.Index? {
    text.indices.first { index in
      let mark = text[index...].prefix(3)
      return mark.count == 3 && mark.lowercased() == "(\(letter))"
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.trimmed(\.isWhitespace))
  }
}

extension Choices {
  /// The question as it is asked: its words, the options with their letters, and how to answer.
  ///
  /// Question and options stand as in MMVP's own evaluation, "… closed? (a) Open (b) Closed"; the
  /// instruction is the one that LLaVA's evaluation and lmms-eval give (`mmvp` task, 75571cf).
  public func asked(_ question: String) -> String {
    let listed = options.indices.map { "(\(Self.letter($0))) \(options[$0])" }
    return "\(question) \(listed.joined(separator: " "))\n\(Self.instruction)"
  }

  /// What a model is told about the form of its answer.
  public static let instruction =
    "Answer with the option's letter from the given choices directly."
}
