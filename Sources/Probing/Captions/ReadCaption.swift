/// The objects that a caption mentions, ready to be judged.
public struct ReadCaption: Sendable, Hashable {
  /// The caption, word for word.
  public let text: String
  /// How objects are found in it.
  public let variant: CHAIRVariant
  /// Whether the token limit ended the caption, perhaps in the middle of a word.
  public let isCut: Bool
  /// The mentions in the order of the text.
  public let mentions: [Mention]
  /// Where sentences begin, in bytes: each right after the mark that ends the one before, with the blank that follows it.
  let sentenceStarts: [Int]

  /// Reads a caption.
  public init(_ text: String, variant: CHAIRVariant, isCut: Bool) {
    self.init(text, variant: variant, isCut: isCut, mentions: variant.read(text).mentions)
  }

  /// A caption that was read before.
  ///
  /// - Parameters:
  ///   - text: The caption.
  ///   - variant: How objects were found in it.
  ///   - isCut: Whether the token limit ended it.
  ///   - mentions: The mentions that were found, in the order of the text; their ranges lie in the text.
  public init(_ text: String, variant: CHAIRVariant, isCut: Bool, mentions: [Mention]) {
    self.text = text
    self.variant = variant
    self.isCut = isCut
    self.mentions = mentions
    sentenceStarts = Self.sentenceStarts(of: text)
  }

  /// Whether the caption claims that the object of a mention is there.
  ///
  /// The last word of a caption that was cut may be the first part of another one: "bus" of "business".
  public func claims(_ mention: Mention) -> Bool {
    mention.isClaim && mention.range.upperBound <= countedLength
  }

  private var countedLength: Int { counted.utf8.count }

  /// The text without the last word of a caption that was cut: a prefix, so that offsets hold for both.
  public var countedText: String { String(counted) }

  private var counted: Substring {
    guard isCut else { return text[...] }
    return text.lastIndex(where: \.isWhitespace).map { text[..<$0] } ?? ""
  }

  /// The objects that the caption claims, each once, in the order of their first mention.
  public var claimedObjects: [String] {
    var seen: Set<String> = []
    return mentions.filter(claims).map(\.object).filter { seen.insert($0).inserted }
  }

  /// What each mention comes to.
  ///
  /// - Parameter isThere: Whether an object is in the picture; nil where nobody knows.
  /// - Returns: One for each mention.
  public func standings(_ isThere: (String) -> Bool?) -> [MentionStanding] {
    mentions.map { mention in
      guard claims(mention) else { return .noClaim }
      return switch isThere(mention.object) {
      case true?: .present
      case false?: .hallucinated
      case nil: .unknown
      }
    }
  }

  /// The quarter of the caption, 0 … 3, in which a mention begins.
  public func quarter(of mention: Mention) -> Int {
    min(3, 4 * mention.range.lowerBound / max(1, countedLength))
  }
}
