extension [Glyph] {
  /// The text after a rule has been tried at every place from left to right.
  ///
  /// - Parameter rule: gives what to put instead and how many glyphs that replaces, or nil.
  /// - Returns: the new text; the rule sees only the old one.
  func rewritten(_ rule: ([Glyph], Int) -> (new: [Glyph], length: Int)?) -> [Glyph] {
    var result: [Glyph] = []
    result.reserveCapacity(count + 16)
    var position = 0
    while position < count {
      if let (new, length) = rule(self, position) {
        result += new
        position += length
      } else {
        result.append(self[position])
        position += 1
      }
    }
    return result
  }

  /// Whether the scalars stand at a place.
  func matches(_ scalars: [Unicode.Scalar], at start: Int) -> Bool {
    guard start + scalars.count <= count, self[start].scalar == scalars[0] else { return false }
    return scalars.indices.allSatisfy { self[start + $0].scalar == scalars[$0] }
  }
}

extension TreebankTokenizer {
  /// Puts blanks around every one of some scalars.
  static func pad(_ text: inout [Glyph], _ scalars: Set<Unicode.Scalar>) {
    guard text.contains(where: { scalars.contains($0.scalar) }) else { return }
    text = text.rewritten { text, at in
      scalars.contains(text[at].scalar) ? ([.blank, text[at], .blank], 1) : nil
    }
  }

  /// Puts blanks around every longest run of a scalar that has a least length.
  static func padRuns(_ text: inout [Glyph], of scalars: Set<Unicode.Scalar>, atLeast least: Int) {
    text = text.rewritten { text, at in
      guard scalars.contains(text[at].scalar) else { return nil }
      var end = at
      while end < text.count, scalars.contains(text[end].scalar) { end += 1 }
      guard end - at >= least else { return nil }
      return ([.blank] + text[at..<end] + [.blank], end - at)
    }
  }

  /// Puts blanks around every pair of a scalar.
  static func padPairs(_ text: inout [Glyph], of scalar: Unicode.Scalar) {
    text = text.rewritten { text, at in
      guard text[at].scalar == scalar, at + 1 < text.count, text[at + 1].scalar == scalar
      else { return nil }
      return ([.blank, text[at], text[at + 1], .blank], 2)
    }
  }

  /// Splits endings off: 's, 'm, 'd and a bare apostrophe, then 'll, 're, 've and n't, before white space.
  static func clitics(_ text: inout [Glyph]) {
    for endings in [["'s", "'m", "'d", "'"], ["'ll", "'re", "'ve", "n't"]] {
      let endings = endings.map { Array($0.unicodeScalars) }
      text = text.rewritten { text, at in
        guard text[at].scalar != "'", !text[at].scalar.isBlank else { return nil }
        for ending in endings where at + 1 + ending.count < text.count {
          let end = at + 1 + ending.count
          guard text.matches(ending, at: at + 1), text[end].scalar.isBlank else { continue }
          return ([text[at], .blank] + text[(at + 1)..<end] + [.blank], 2 + ending.count)
        }
        return nil
      }
    }
  }
}
