/// How objects are read off a caption; it belongs beside every number, because the numbers differ.
public enum CHAIRVariant: String, Sendable, Hashable, CaseIterable, Codable {
  /// The published algorithm with all its quirks, for numbers that are to be compared with papers.
  ///
  /// Rohrbach et al., "Object Hallucination in Image Captioning", EMNLP 2018, as its code
  /// (LisaAnne/Hallucination, commit 6e4d33c) computes it. The singular "bus" is never seen.
  case official
  /// Our own reading: offsets from the start, words of two meanings by their context, absent objects apart.
  case fixed

  /// Reads the objects of a caption's text.
  ///
  /// Costs time linear in the length of the text; any text is allowed.
  public func read(_ text: String) -> CaptionReading {
    switch self {
    case .official: OfficialReader.read(text)
    case .fixed: FixedReader.read(text)
    }
  }
}

/// What one variant reads off one caption.
public struct CaptionReading: Sendable, Hashable {
  /// The words after the variant's merging of double words; `official` gives the published code's `words`.
  public let words: [String]
  /// The mentions in the order of the text; `word` and `object` are the published code's two columns.
  public let mentions: [Mention]

  /// Makes a reading.
  public init(words: [String], mentions: [Mention]) {
    self.words = words
    self.mentions = mentions
  }
}
