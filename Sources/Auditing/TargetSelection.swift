/// Which part of the model's answer is explained; part of what identifies an audit.
///
/// The raw value is what the settings in the log hold: `first-token`, `counter-token`, `word:spoon`,
/// `tokens:3-5,9` or `sentence`.
public enum TargetSelection: Sendable, Hashable, Codable, RawRepresentable {
  /// The first token of the answer.
  case firstToken
  /// The first token of the opposite yes/no answer.
  case counterToken
  /// All sub-tokens of a word, or of words in a row, where they first stand in the answer.
  case word(String)
  /// Tokens by their places in the answer, from 1; ranges rise and do not touch.
  case tokens([ClosedRange<Int>])
  /// Every token of the answer.
  case sentence

  /// Reads a selection; nil when the text is none.
  public init?(rawValue: String) {
    switch rawValue {
    case "first-token": self = .firstToken
    case "counter-token": self = .counterToken
    case "sentence": self = .sentence
    default:
      if rawValue.hasPrefix("word:"), rawValue.count > 5 {
        self = .word(String(rawValue.dropFirst(5)))
      } else if rawValue.hasPrefix("tokens:"),
        let ranges = Self.ranges(rawValue.dropFirst(7))
      {
        self = .tokens(ranges)
      } else {
        return nil
      }
    }
  }

  /// The selection as a text that ``init(rawValue:)`` reads.
  public var rawValue: String {
    switch self {
    case .firstToken: "first-token"
    case .counterToken: "counter-token"
    case .word(let word): "word:" + word
    case .tokens(let ranges):
      "tokens:"
        + ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        .joined(separator: ",")
    case .sentence: "sentence"
    }
  }

  /// Reads places such as `3-5,9`: numbers from 1 and ranges of them, sorted and joined where they touch.
  ///
  /// - Returns: nil when the text is not such a list.
  public static func ranges(_ text: some StringProtocol) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        .map { $0.allSatisfy(\.isWholeNumber) ? Int($0) : nil }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first >= 1, last >= first, last <= 1_000_000
      else { return nil }
      ranges.append(first...last)
    }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    return ranges.reduce(into: []) { joined, range in
      guard let before = joined.last, range.lowerBound <= before.upperBound + 1 else {
        return joined.append(range)
      }
      joined[joined.count - 1] =
        before.lowerBound...max(before.upperBound, range.upperBound)
    }
  }
}
