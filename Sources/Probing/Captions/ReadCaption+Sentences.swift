extension ReadCaption {
  /// Where the sentences of a text begin, in bytes.
  static func sentenceStarts(of text: String) -> [Int] {
    var starts = [0]
    var before: UInt8?
    for (index, byte) in text.utf8.enumerated() {
      let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
      if isBlank, let before, before.endsSentence { starts.append(index) }
      if byte == UInt8(ascii: "\n") { starts.append(index + 1) }
      before = byte
    }
    return starts
  }

  /// Where the words begin that lead up to a mention, in bytes: at its sentence, or after the mention before it in the
  /// same sentence.
  public func leadInStart(ofMention index: Int) -> Int {
    let own = mentions[index].range.lowerBound
    let sentence = sentenceStarts.last { $0 <= own } ?? 0
    let before = mentions.prefix(index).last.map(\.range.upperBound) ?? 0
    return min(own, max(sentence, before))
  }

  /// Whether the sentence that goes on at a place claims an object there or later.
  public func names(_ object: String, inSentenceAt start: Int) -> Bool {
    let end = sentenceStarts.first { $0 > start } ?? text.utf8.count
    return mentions.contains { mention in
      mention.object == object && claims(mention) && mention.range.lowerBound >= start
        && mention.range.lowerBound < end
    }
  }
}

extension UInt8 {
  /// Whether it is a mark that ends a sentence where a blank follows.
  fileprivate var endsSentence: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "!") || self == UInt8(ascii: "?")
  }
}
