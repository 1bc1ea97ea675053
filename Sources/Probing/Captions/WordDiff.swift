/// What two texts have in common, word by word: the longest common subsequence of their words.
public struct WordDiff: Sendable, Hashable {
  /// A run of words that both have, or only one of them.
  public struct Run: Sendable, Hashable {
    /// Which text has the words.
    public enum Side: String, Sendable, Hashable, Codable {
      /// Both.
      case both
      /// Only the one before.
      case removed
      /// Only the one after.
      case added
    }

    /// Which text has the words.
    public var side: Side
    /// The words with the blanks behind them.
    public var text: String
  }

  /// The runs in the order of the texts, removed words before added ones.
  public let runs: [Run]
  /// For each word of the text before, the place of the word after that it is paired with; nil where it is gone.
  let pairs: [Int?]
  /// Where each word of the text before stands, in UTF-8 offsets without blanks.
  let before: [Range<Int>]
  /// Where each word of the text after stands.
  let after: [Range<Int>]

  /// The most words that are compared: the cost grows with the square.
  private static let mostWords = 4000

  /// Compares two texts.
  public init(from before: String, to after: String) {
    let (old, new) = (Self.words(before), Self.words(after))
    let (oldTexts, newTexts) = (old.map(\.text), new.map(\.text))
    var pairs = [Int?](repeating: nil, count: old.count)
    if old.count <= Self.mostWords, new.count <= Self.mostWords {
      for (index, other) in Self.common(oldTexts, newTexts) { pairs[index] = other }
    }
    var runs: [Run] = []
    func append(_ side: Run.Side, _ text: String) {
      if runs.last?.side == side {
        runs[runs.count - 1].text += text
      } else {
        runs.append(Run(side: side, text: text))
      }
    }
    var next = 0
    for (index, word) in old.enumerated() {
      guard let pair = pairs[index] else {
        append(.removed, word.full)
        continue
      }
      while next < pair {
        append(.added, new[next].full)
        next += 1
      }
      append(.both, new[pair].full)
      next = pair + 1
    }
    for word in new.dropFirst(next) { append(.added, word.full) }
    self.runs = runs
    self.pairs = pairs
    self.before = old.map(\.range)
    self.after = new.map(\.range)
  }

  private struct Word {
    /// Without blanks.
    var text: Substring
    /// With the blanks behind it, and for the first one those in front.
    var full: String
    var range: Range<Int>
  }

  private static func words(_ text: String) -> [Word] {
    var words: [Word] = []
    var rest = text[...]
    var offset = 0
    while !rest.isEmpty {
      let lead = rest.prefix(while: \.isWhitespace)
      rest = rest.dropFirst(lead.count)
      let body = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(body.count)
      let start = offset + lead.utf8.count
      offset = start + body.utf8.count
      if words.isEmpty {
        words.append(Word(text: body, full: lead + String(body), range: start..<offset))
      } else {
        words[words.count - 1].full += lead
        if !body.isEmpty {
          words.append(Word(text: body, full: String(body), range: start..<offset))
        }
      }
    }
    return words
  }

  /// The pairs of the longest common subsequence, the earliest of equal ones.
  private static func common(_ old: [Substring], _ new: [Substring]) -> [(Int, Int)] {
    let columns = new.count + 1
    var lengths = [Int32](repeating: 0, count: (old.count + 1) * columns)
    for i in stride(from: old.count - 1, through: 0, by: -1) {
      for j in stride(from: new.count - 1, through: 0, by: -1) {
        lengths[i * columns + j] =
          old[i] == new[j]
          ? lengths[(i + 1) * columns + j + 1] + 1
          : max(lengths[(i + 1) * columns + j], lengths[i * columns + j + 1])
      }
    }
    var (i, j) = (0, 0)
    var pairs: [(Int, Int)] = []
    while i < old.count, j < new.count {
      if old[i] == new[j] {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}
