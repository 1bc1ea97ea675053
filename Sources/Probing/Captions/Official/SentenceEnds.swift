/// Splits lower-cased text into sentences the way that NLTK's punkt model does on ordinary captions.
///
/// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32
/// (2006). On lower-cased text, where no capital tells a new sentence, punkt's decision comes down to this:
/// `.`, `?` or `!` before a blank or a bracket or quote ends a sentence, but not after an ellipsis, an
/// abbreviation, nor, before a small letter, after a number or a single letter. The difference to punkt:
/// it knows 150 abbreviations of a newspaper, some word pairs, and a few words that do start a sentence
/// after a number; here are the abbreviations that captions use.
enum SentenceEnds {
  /// The sentences as ranges of glyphs, without the white space between them.
  static func split(_ text: [Glyph]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    for end in candidates(in: text) where endsSentence(text, run: end.run, at: end.position) {
      pieces.append(start..<(end.position + 1))
      start = end.next
    }
    var last = text.count
    while last > start, text[last - 1].scalar.isBlank { last -= 1 }
    pieces.append(start..<last)
    return joinedClosers(pieces, text)
  }

  /// A mark that may end a sentence.
  private struct Candidate {
    /// Where the mark stands.
    var position: Int
    /// Where the unbroken run of characters that it stands in begins.
    var run: Int
    /// Where the next sentence would begin.
    var next: Int
  }

  /// The last mark of every run of characters without ASCII white space.
  private static func candidates(in text: [Glyph]) -> [Candidate] {
    var found: [Candidate] = []
    var run = 0
    for position in text.indices {
      let scalar = text[position].scalar
      if scalar.isASCII, scalar.isBlank { run = position + 1 }
      guard marks.contains(scalar), position + 1 < text.count else { continue }
      var next = position + 1
      if !nonWords.contains(text[next].scalar) {
        guard text[next].scalar.isBlank else { continue }
        while next < text.count, text[next].scalar.isBlank { next += 1 }
        guard next < text.count else { continue }
      }
      let candidate = Candidate(position: position, run: run, next: next)
      if found.last?.run == run { found.removeLast() }
      found.append(candidate)
    }
    return found
  }

  /// Whether a word of the run up to the mark ends a sentence.
  private static func endsSentence(_ text: [Glyph], run: Int, at mark: Int) -> Bool {
    var next = mark + 1
    while next < text.count, text[next].scalar.isBlank { next += 1 }
    let isFollowedBySmallLetter =
      next < text.count
      && (text[next].scalar.properties.isLowercase || text[next].scalar == ",")
    let words = words(of: text[run...mark].map(\.scalar))
    for (index, word) in words.enumerated() {
      let isLast = index == words.count - 1
      if ends(word, isBeforeSmallLetter: isLast ? isFollowedBySmallLetter : false) { return true }
    }
    return false
  }

  private static func ends(_ word: [Unicode.Scalar], isBeforeSmallLetter: Bool) -> Bool {
    if word.count == 1 { return marks.contains(word[0]) }
    guard word.last == ".", word[word.count - 2] != "." else { return false }
    let stem = word.dropLast()
    let tail = stem.split(separator: "-", omittingEmptySubsequences: false).last ?? []
    if abbreviations.contains(string(stem)) || abbreviations.contains(string(tail)) { return false }
    let isNumber = stem.contains(where: \.isDecimal) && stem.allSatisfy { isOfNumber($0) }
    let isInitial = stem.count == 1 && stem.allSatisfy { $0.isLetter || $0 == "_" }
    return !((isNumber || isInitial) && isBeforeSmallLetter)
  }

  /// Punkt's words: runs without blanks, cut at marks of punctuation other than single periods.
  private static func words(of scalars: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var words: [[Unicode.Scalar]] = []
    var position = 0
    while position < scalars.count {
      let start = position
      if let length = repeatedMark(scalars, position) {
        position += length
      } else if scalars[position].isBlank {
        position += 1
        continue
      } else {
        let mayGrow = !nonStarts.contains(scalars[position])
        position += 1
        while mayGrow, position < scalars.count, !isWordEnd(scalars, position) { position += 1 }
      }
      words.append(Array(scalars[start..<position]))
    }
    return words
  }

  private static func isWordEnd(_ scalars: [Unicode.Scalar], _ position: Int) -> Bool {
    let scalar = scalars[position]
    if scalar.isBlank || nonWords.contains(scalar) { return true }
    if repeatedMark(scalars, position) != nil { return true }
    guard scalar == "," else { return false }
    guard position + 1 < scalars.count else { return true }
    let next = scalars[position + 1]
    return next.isBlank || nonWords.contains(next) || repeatedMark(scalars, position + 1) != nil
  }

  /// The length of a run of at least two periods or hyphens, or nil.
  private static func repeatedMark(_ scalars: [Unicode.Scalar], _ position: Int) -> Int? {
    let mark = scalars[position]
    guard mark == "." || mark == "-" else { return nil }
    var end = position
    while end < scalars.count, scalars[end] == mark { end += 1 }
    return end - position > 1 ? end - position : nil
  }

  /// Gives quotes and brackets that close right after a sentence to that sentence.
  private static func joinedClosers(_ pieces: [Range<Int>], _ text: [Glyph]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    var skipped = 0
    for (index, piece) in pieces.enumerated() {
      var sentence = min(piece.lowerBound + skipped, piece.upperBound)..<piece.upperBound
      skipped = 0
      if index + 1 < pieces.count {
        let next = pieces[index + 1]
        var end = next.lowerBound
        while end < next.upperBound, closers.contains(text[end].scalar) { end += 1 }
        let isDash =
          end + 1 < next.upperBound && text[end].scalar == "-" && text[end + 1].scalar == "-"
        if end > next.lowerBound, end == next.upperBound || text[end].scalar.isBlank || isDash {
          sentence = sentence.lowerBound..<end
          while end < next.upperBound, text[end].scalar.isBlank { end += 1 }
          skipped = end - next.lowerBound
        }
      }
      if !sentence.isEmpty { joined.append(sentence) }
    }
    return joined
  }

  private static func isOfNumber(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isDecimal || scalar == "," || scalar == "." || scalar == "-"
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static let marks: Set<Unicode.Scalar> = [".", "?", "!"]
  private static let closers: Set<Unicode.Scalar> = ["\"", "'", ")", "]", "}"]
  private static let nonWords: Set<Unicode.Scalar> = [
    ")", "\"", ";", "}", "]", "*", ":", "@", "'", "(", "{", "[", "?", "!",
  ]
  private static let nonStarts: Set<Unicode.Scalar> = [
    "(", "\"", "`", "{", "[", ":", ";", "&", "#", "*", "@", ")", "}", "]", "-", ",",
  ]
  private static let abbreviations: Set = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "inc", "ltd", "co", "corp", "ave",
    "u.s", "u.s.a", "u.k", "a.m", "p.m", "d.c", "ph.d", "jan", "feb", "aug", "sep", "sept", "oct",
    "nov", "dec", "gen", "lt", "col", "adm", "maj", "sen", "rep", "ft", "bros",
  ]
}
