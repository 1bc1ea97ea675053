/// What became of a mention in the caption of a picture that lacks something.
public enum MentionFate: Sendable, Hashable {
  /// The caption does not claim the object any more.
  case gone
  /// It claims another object in its place, one that it did not claim before.
  case replaced(by: String)
  /// It claims the object at another place of the text.
  case moved
  /// It claims the object where it did before.
  case stillThere

  /// The name in the log.
  public var name: String {
    switch self {
    case .gone: "gone"
    case .replaced: "replaced"
    case .moved: "moved"
    case .stillThere: "still-there"
    }
  }

  /// All names, in the order of the cases.
  public static let names = ["gone", "replaced", "moved", "still-there"]

  /// The object that is named in its place.
  public var replacement: String? {
    if case .replaced(let object) = self { object } else { nil }
  }

  /// Whether the caption claims the object no more.
  public var isGone: Bool {
    switch self {
    case .gone, .replaced: true
    case .moved, .stillThere: false
    }
  }

  /// Makes a fate of its name; nil when there is none, or a replacement is named or missing without reason.
  public init?(name: String, replacement: String?) {
    switch (name, replacement) {
    case ("gone", nil): self = .gone
    case ("replaced", let object?): self = .replaced(by: object)
    case ("moved", nil): self = .moved
    case ("still-there", nil): self = .stillThere
    default: return nil
    }
  }

  /// Compares two captions.
  ///
  /// - Parameters:
  ///   - mention: A mention of the caption before.
  ///   - before: The caption as it was.
  ///   - after: The new caption.
  public init(of mention: Mention, in before: ReadCaption, after: ReadCaption) {
    let diff = WordDiff(from: before.text, to: after.text)
    let claims = after.mentions.filter(after.claims)
    let same = claims.filter { $0.object == mention.object }
    if !same.isEmpty {
      let places = diff.places(of: mention.range)
      self =
        same.contains { claim in places.contains { $0.overlaps(claim.range) } }
        ? .stillThere : .moved
      return
    }
    // What stands where the mention stood, among the words that the new caption has added.
    let known = Set(before.claimedObjects)
    let gap = diff.gap(around: mention.range)
    let replacement = claims.first {
      !known.contains($0.object) && gap.contains($0.range.lowerBound)
    }
    self = replacement.map { .replaced(by: $0.object) } ?? .gone
  }
}

extension WordDiff {
  /// Where the words of a range of the text before stand in the text after; empty where they are gone.
  func places(of range: Range<Int>) -> [Range<Int>] {
    before.indices.filter { before[$0].overlaps(range) }.compactMap { index in
      pairs[index].map { after[$0] }
    }
  }

  /// The part of the text after that stands where a range of the text before was: between the words around it that both
  /// texts have.
  func gap(around range: Range<Int>) -> Range<Int> {
    let last = before.indices.last { before[$0].upperBound <= range.lowerBound && pairs[$0] != nil }
    let next = before.indices.first {
      before[$0].lowerBound >= range.upperBound && pairs[$0] != nil
    }
    let start = last.flatMap { pairs[$0] }.map { after[$0].upperBound } ?? 0
    let end =
      next.flatMap { pairs[$0] }.map { after[$0].lowerBound } ?? (after.last?.upperBound ?? 0)
    return start..<max(start, end)
  }
}
