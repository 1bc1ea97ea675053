import ModelAPI

/// The tokens of an answer in their places: which of them a word is made of.
struct AnswerTokens {
  /// The tokens that spell the answer, without the end mark; at least one.
  let tokens: [TokenDistribution]
  /// Where each token's text begins in ``text``, then where the last one ends; UTF-8 offsets.
  private let starts: [Int]
  private let text: [UInt8]

  /// Reads the tokens of a reply.
  ///
  /// - Throws: ``Unexplainable`` when there are none.
  init(_ reply: ModelReply) throws(Unexplainable) {
    var tokens = reply.tokens
    // The end mark is listed as a token of no text, or of one that is no part of the answer.
    if reply.finishReason == "stop", let last = tokens.last?.said.token.text,
      last.isEmpty || !reply.text.utf8.reversed().starts(with: last.utf8.reversed())
    {
      tokens.removeLast()
    }
    guard !tokens.isEmpty else {
      throw Unexplainable(
        reason: reply.tokens.isEmpty && !reply.text.isEmpty
          ? "the server gives no token probabilities"
          : "the model's answer is empty: it has no token to explain")
    }
    self.tokens = tokens
    var starts = [0]
    for token in tokens {
      starts.append(starts[starts.count - 1] + token.said.token.text.utf8.count)
    }
    self.starts = starts
    text = tokens.flatMap { Array($0.said.token.text.utf8) }
  }

  /// The words at some places, without blanks around them; what lies between them is left out as "…".
  func words(at places: [Int]) -> String {
    var words = ""
    for (index, place) in places.enumerated() {
      if index > 0, places[index - 1] != place - 1 { words += " …" }
      words += tokens[place].said.token.text
    }
    return String(words.drop(while: \.isWhitespace)).trimmedAtEnd
  }

  /// The places of all tokens that a word has a part in, where it first stands as a whole word, whatever
  /// its case.
  ///
  /// - Throws: ``Unexplainable`` with the answer when the word is not in it.
  func places(ofWord word: String) throws(Unexplainable) -> [Int] {
    let typed = String(word.trimmedAtEnd.drop(while: \.isWhitespace))
    let lowered = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    // Lowering the case can change lengths outside ASCII; offsets would then be wrong.
    let keepsPlaces = lowered.count == text.count
    let searched = keepsPlaces ? lowered : text
    let wanted = Array((keepsPlaces ? typed.lowercased() : typed).utf8)
    var start = 0
    while !wanted.isEmpty, start + wanted.count <= searched.count {
      let end = start + wanted.count
      if Array(searched[start..<end]) == wanted, isBoundary(start), isBoundary(end) {
        return places(from: start, to: end)
      }
      start += 1
    }
    throw Unexplainable(
      reason: "the word \"\(word)\" is not in the answer: "
        + "\"\(String(decoding: text, as: UTF8.self).drop(while: \.isWhitespace))\"")
  }

  /// The places of all tokens that have a part in a stretch of the reply's text.
  ///
  /// Tokens and text can differ: a blank in front that the server cuts off, or a character whose bytes several tokens hold,
  /// none of which spells it. The stretch is then found by the words themselves.
  ///
  /// - Parameters:
  ///   - range: UTF-8 offsets in the reply's text.
  ///   - reply: The reply's text.
  /// - Returns: The places, rising.
  /// - Throws: ``Unexplainable`` when the tokens do not spell the stretch.
  func places(ofText range: Range<Int>, in reply: String) throws(Unexplainable) -> [Int] {
    let written = Array(reply.utf8)
    guard range.upperBound <= written.count else {
      throw Unexplainable(reason: "the mention lies outside of the answer")
    }
    let blanks = text.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.count
    for shift in [0, blanks] where text.dropFirst(shift).starts(with: written) {
      return places(from: range.lowerBound + shift, to: range.upperBound + shift)
    }
    let words = Array(written[range])
    let earlier = Self.occurrences(of: words, in: written).count { $0 < range.lowerBound }
    let found = Self.occurrences(of: words, in: text)
    guard earlier < found.count else {
      throw Unexplainable(
        reason: "the answer's tokens do not spell \"\(String(decoding: words, as: UTF8.self))\"")
    }
    return places(from: found[earlier], to: found[earlier] + words.count)
  }

  private func places(from start: Int, to end: Int) -> [Int] {
    tokens.indices.filter { starts[$0] < end && starts[$0 + 1] > start }
  }

  /// Where some bytes stand in others, from the left.
  private static func occurrences(of words: [UInt8], in text: [UInt8]) -> [Int] {
    guard !words.isEmpty, words.count <= text.count else { return [] }
    return (0...text.count - words.count).filter {
      text[$0..<$0 + words.count].elementsEqual(words)
    }
  }

  /// The tokens at places that count from 1.
  ///
  /// - Throws: ``Unexplainable`` with the number of tokens when there are fewer.
  func places(_ ranges: [ClosedRange<Int>]) throws(Unexplainable) -> [Int] {
    let last = ranges.map(\.upperBound).max() ?? 0
    guard last <= tokens.count else {
      throw Unexplainable(
        reason: "the answer has \(tokens.count) tokens, there is no token \(last)")
    }
    return ranges.flatMap { Array($0) }.map { $0 - 1 }
  }

  /// Whether no word goes on across this offset.
  private func isBoundary(_ offset: Int) -> Bool {
    guard let before = String(decoding: text[..<offset], as: UTF8.self).unicodeScalars.last,
      let after = String(decoding: text[offset...], as: UTF8.self).unicodeScalars.first
    else { return true }
    return !(before.isPartOfWord && after.isPartOfWord)
  }
}

extension Unicode.Scalar {
  /// Letters with their accents, digits, and what a cut character leaves.
  fileprivate var isPartOfWord: Bool {
    properties.isAlphabetic || properties.numericType != nil || properties.isGraphemeExtend
      || self == "\u{FFFD}"
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
