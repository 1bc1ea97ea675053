extension ReadCaption {
  /// Where sentences begin, in bytes: each right after the mark that ends the one before, with the blank that follows it.
  var sentenceStarts: [Int] {
    let text = Array(text.utf8)
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\n")]
    var starts = [0]
    for (index, byte) in text.enumerated() {
      let isMark = [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(byte)
      let isBeforeBlank = index + 1 < text.count && blanks.contains(text[index + 1])
      if byte == UInt8(ascii: "\n") || isMark && isBeforeBlank { starts.append(index + 1) }
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
