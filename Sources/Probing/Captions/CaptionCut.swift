/// A caption before one of its mentions, with what it says of an earlier object cut out.
public struct CaptionCut: Sendable, Hashable {
  /// The object that is cut out.
  public let object: String
  /// The parts of the caption that are left out: UTF-8 offsets, rising, apart from each other.
  ///
  /// A whole sentence that mentions the object goes with the blank before it. Where the mention at whose place the caption
  /// ends stands in the same sentence, only the words of the object go, with their article.
  public let ranges: [Range<Int>]

  /// The cuts that can be made before a mention, one for each object that was claimed earlier.
  ///
  /// - Parameters:
  ///   - index: The mention's place among those of the caption.
  ///   - reading: The caption.
  /// - Returns: By the first mention of each object: its place among the mentions, and the cut. Mentions of the same
  ///   object as that of the mention are not cut: what is repeated follows from itself.
  public static func all(
    before index: Int, in reading: ReadCaption
  ) -> [(mention: Int, cut: CaptionCut)] {
    let mention = reading.mentions[index]
    let text = Array(reading.text.utf8)
    let starts = reading.sentenceStarts
    let own = starts.last { $0 <= mention.range.lowerBound } ?? 0
    var first: [String: Int] = [:]
    var ranges: [String: [Range<Int>]] = [:]
    for place in reading.mentions.indices.prefix(index) {
      let earlier = reading.mentions[place]
      guard earlier.object != mention.object, reading.claims(earlier) else { continue }
      let start = starts.last { $0 <= earlier.range.lowerBound } ?? 0
      let end = starts.first { $0 > earlier.range.lowerBound } ?? text.count
      let cut =
        start < own
        ? start..<min(end, own) : withArticle(earlier.range, in: text, from: own)
      first[earlier.object] = first[earlier.object] ?? place
      if ranges[earlier.object]?.last != cut { ranges[earlier.object, default: []].append(cut) }
    }
    return first.sorted { $0.value < $1.value }.map { object, place in
      (place, CaptionCut(object: object, ranges: ranges[object] ?? []))
    }
  }

  /// The words of a mention with the blank and the article in front of them.
  private static func withArticle(_ range: Range<Int>, in text: [UInt8], from least: Int) -> Range<
    Int
  > {
    var start = range.lowerBound
    func takeBlanks() {
      while start > least, text[start - 1] == UInt8(ascii: " ") { start -= 1 }
    }
    takeBlanks()
    for article in ["a", "an", "the", "A", "An", "The"] {
      let letters = Array(article.utf8)
      let begin = start - letters.count
      guard begin >= least, Array(text[begin..<start]) == letters,
        begin == least || text[begin - 1] == UInt8(ascii: " ")
      else { continue }
      start = begin
      takeBlanks()
      break
    }
    return start..<range.upperBound
  }
}
