// The rules below are those of `singularize` in pattern.en (clips/pattern, commit d25511f),
// Copyright (c) 2011-2013 University of Antwerp, Belgium, BSD 3-Clause License; see
// docs/third-party.md for the licence's text. The code is our own.

/// The singular of a word by the rules of pattern.en, which the published CHAIR applies to every token.
///
/// Its surprises are kept: "bus" gives "bu", "ties" gives "ty", "four" gives "fmy", and a word that ends a
/// listed uninflected word stays as it is ("ears", because of "shears").
enum PatternSingular {
  /// The singular of a lower-cased word.
  static func of(_ word: String) -> String {
    String(decoding: of(Array(word.utf8)), as: UTF8.self)
  }

  private static func of(_ word: [UInt8]) -> [UInt8] {
    if word.contains(hyphen) {
      let parts = word.split(separator: hyphen, omittingEmptySubsequences: false)
      if parts.count > 1, PatternLists.prepositions.contains(Array(parts[1])) {
        return of(Array(parts[0])) + word[parts[0].count...]
      }
    }
    if word.last == apostrophe {
      // Each apostrophe at the end becomes 's; a loop, because a text may be nothing but apostrophes.
      let stem = word.prefix((word.lastIndex { $0 != apostrophe } ?? -1) + 1)
      return of(Array(stem)) + repeatElement("'s".utf8, count: word.count - stem.count).joined()
    }
    if PatternLists.unchangedEndings.contains(word) { return word }
    guard let last = word.last, changingEnds.contains(last) || word.starts(with: "oxen".utf8)
    else { return word }
    if PatternLists.ie.contains(where: { word.ends($0 + [s]) }) { return word.dropLast() + [s] }
    for (plural, singular) in PatternLists.irregular where word.ends(plural) {
      return word.dropLast(plural.count) + singular
    }
    for (index, rule) in rules.enumerated() {
      // The one rule about a beginning: "oxen…" loses its "en", wherever the word goes on.
      if index == 6, word.starts(with: "oxen".utf8) { return Array("ox".utf8) + word.dropFirst(4) }
      if let singular = rule.applied(to: word) { return singular }
    }
    return word
  }

  /// The last letters of all plurals in the lists and rules; most words end otherwise.
  private static let changingEnds = Set(
    (PatternLists.irregular.map(\.plural) + rules.map(\.suffix)).compactMap(\.last))
  private static let hyphen = UInt8(ascii: "-")
  private static let apostrophe = UInt8(ascii: "'")
  private static let s = UInt8(ascii: "s")

  /// A suffix rule: some stem end, then a suffix that is exchanged.
  private struct Rule {
    /// What must stand before the suffix: one of these, which may be empty.
    var stems: [[UInt8]]
    /// Letters of which the last before the suffix must not be one; nil when the stems decide.
    var excluded: [UInt8]?
    /// Letters that are exchanged.
    var suffix: [UInt8]
    /// What stands there afterwards.
    var replacement: [UInt8]
    /// Whether the stem must be the whole word before the suffix.
    var isWhole: Bool

    init(
      _ suffix: String, to replacement: String, after stems: [String] = [""],
      notAfter excluded: String? = nil, isWhole: Bool = false
    ) {
      self.stems = stems.map { Array($0.utf8) }
      self.excluded = excluded.map { Array($0.utf8) }
      self.suffix = Array(suffix.utf8)
      self.replacement = Array(replacement.utf8)
      self.isWhole = isWhole
    }

    func applied(to word: [UInt8]) -> [UInt8]? {
      guard word.ends(suffix) else { return nil }
      let stem = Array(word.dropLast(suffix.count))
      if let excluded {
        guard let last = stem.last, !excluded.contains(last) else { return nil }
      } else {
        guard stems.contains(where: { stem.ends($0) && (!isWhole || stem == $0) })
        else { return nil }
      }
      return stem + replacement
    }
  }

  /// The rules in pattern's order.
  ///
  /// Those that give the word back also end the search, and so stand here.
  private static let rules: [Rule] = [
    Rule("ae", to: "a", notAfter: ""),
    Rule("itis", to: "itis", notAfter: ""),
    Rule("eaux", to: "eau", notAfter: ""),
    Rule("zes", to: "", after: ["quiz"]),
    Rule("ices", to: "ix", after: ["matr"]),
    Rule("ices", to: "ex", after: ["ap", "vert", "ind"]),
    Rule("es", to: "", after: ["alias", "status"]),
    Rule("i", to: "us", after: ["o", "c", "t", "p", "|", "v", "i", "r"]),
    Rule("es", to: "is", after: ["cris", "ax", "test"]),
    Rule("s", to: "", after: ["shoe"]),
    Rule("es", to: "", after: ["o"]),
    Rule("es", to: "", after: ["bus"]),
    Rule("ice", to: "ouse", after: ["m", "|", "l"]),
    Rule("es", to: "", after: ["x", "ch", "ss", "sh"]),
    Rule("ovies", to: "ovie", after: ["m"]),
    Rule("ombies", to: "ombie", notAfter: ""),
    Rule("eries", to: "eries", after: ["s"]),
    Rule("ies", to: "y", notAfter: "aeiouy"),
    Rule("ies", to: "y", after: ["qu"]),
    Rule("ves", to: "f", after: ["al", "el", "ol"]),
    Rule("eaves", to: "eaf", notAfter: "d"),
    Rule("arves", to: "arf"),
    Rule("erves", to: "erve"),
    Rule("ves", to: "fe", after: ["ni", "li", "wi"]),
    Rule("ves", to: "f", after: ["l", "r"]),
    Rule("ves", to: "ve", after: ["a", "e", "o"]),
    Rule("s", to: "", after: ["sive", "tive", "hive"]),
    Rule("ves", to: "fe", notAfter: "f"),
    Rule("ses", to: "sis", after: ["analy"], isWhole: true),
    Rule("ses", to: "asis", after: ["analy"]),
    Rule("ses", to: "sis", after: ["ba", "diagno", "parenthe", "progno", "synop", "the"]),
    Rule("opses", to: "opsis", notAfter: ""),
    Rule("yses", to: "ysis", notAfter: ""),
    Rule("oses", to: "ose", after: ["h", "d", "r", "o", "n", "b", "cl", "p"]),
    Rule(
      "ose", to: "ose",
      after: ["fruct", "gluc", "galact", "lact", "ket", "malt", "rib", "sacchar", "cellul"]),
    Rule("oses", to: "osis", notAfter: ""),
    Rule("a", to: "um", after: ["t", "i"]),
    Rule("ews", to: "ews", after: ["n"]),
    Rule("s", to: ""),
  ]
}

extension [UInt8] {
  /// Whether the bytes end with others.
  fileprivate func ends(_ ending: [UInt8]) -> Bool { suffix(ending.count).elementsEqual(ending) }
}
