/// Which spellings mean yes and which mean no.
public enum AnswerForms {
  /// The most token ids of one answer that a vocabulary is taken to have.
  ///
  /// Case, a leading space and attached punctuation give an answer several ids ("No", " No", "no",
  /// " no", "NO", "(no", …). The number only serves to bound an answer that a server did not list.
  public static let spellingLimit = 16

  /// The answer that a first token gives, whatever its case, spaces and punctuation.
  ///
  /// "Yes", " yes", "▁Yes" and "YES," are yes; "None" and "_no" are nothing. A vocabulary without
  /// "None" may spell it "No" + "ne": a first token cannot tell, which is why the reply's text is
  /// judged beside it.
  public static func answer(ofToken text: String) -> Answer? {
    answer(ofWord: text.unicodeScalars.drop { byteLevelSpaces.contains($0) })
  }

  /// The answer that a word gives, whatever its case and the punctuation around it.
  static func answer(ofWord word: some BidirectionalCollection<Unicode.Scalar>) -> Answer? {
    let letters = word.trimmed { !$0.properties.isXIDContinue }
    // Only ASCII is folded: a look-alike from another script is not the word.
    let folded = letters.map { $0.value | (($0.properties.isUppercase && $0.isASCII) ? 0x20 : 0) }
    return folded == yes ? .yes : folded == no ? .no : nil
  }

  private static let yes = "yes".unicodeScalars.map(\.value)
  private static let no = "no".unicodeScalars.map(\.value)

  /// How byte-level BPE vocabularies print a space and a newline (`Ġ`, `Ċ`).
  ///
  /// Both are letters, so trimming punctuation leaves them; SentencePiece's `▁` is a symbol.
  private static let byteLevelSpaces: Set<Unicode.Scalar> = ["\u{120}", "\u{10A}"]
}

extension BidirectionalCollection {
  /// The collection without the elements at both ends that satisfy the predicate.
  func trimmed(_ isTrimmed: (Element) -> Bool) -> SubSequence {
    let head = drop(while: isTrimmed)
    guard let last = head.lastIndex(where: { !isTrimmed($0) }) else { return head }
    return head[...last]
  }
}
