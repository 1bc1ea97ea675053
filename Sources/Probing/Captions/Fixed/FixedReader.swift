enum FixedReader {
  static func read(_ text: String) -> CaptionReading { CaptionReading(words: [], mentions: []) }
}
