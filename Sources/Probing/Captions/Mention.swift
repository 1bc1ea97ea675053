/// A place in a caption that names an object.
public struct Mention: Sendable, Hashable {
  /// How sure the reading is that the words mean this object.
  public enum Resolution: Sendable, Hashable {
    /// The words have no other meaning in the table.
    case certain
    /// The words have several meanings, and the named rule chose this one from their context.
    case resolved(by: String)
    /// The words have several meanings, and the context does not decide; the object is the likeliest.
    case ambiguous(String)

    /// Whether the context left the meaning open.
    public var isAmbiguous: Bool {
      if case .ambiguous = self { true } else { false }
    }
  }

  /// The object's name in COCO's table.
  public var object: String
  /// The caption's own words, as they stand between the offsets.
  public var surface: String
  /// Where they stand: offsets of UTF-8 bytes in the caption, always at scalar boundaries.
  public var range: Range<Int>
  /// The form that was looked up: singular, and a double word as its table has it.
  public var word: String
  /// How sure the reading is.
  public var resolution: Resolution
  /// Whether the caption says that the object is absent; then it claims nothing.
  public var isNegated: Bool

  /// Makes a mention.
  public init(
    object: String, surface: String, range: Range<Int>, word: String, resolution: Resolution,
    isNegated: Bool
  ) {
    self.object = object
    self.surface = surface
    self.range = range
    self.word = word
    self.resolution = resolution
    self.isNegated = isNegated
  }

  /// Whether the caption claims that the object is there: neither ambiguous nor negated.
  public var isClaim: Bool { !resolution.isAmbiguous && !isNegated }
}

extension String {
  /// The indices of a range of UTF-8 bytes.
  ///
  /// - Returns: nil when the range leaves the text or an end falls inside a scalar.
  public func range(utf8Offsets range: Range<Int>) -> Range<Index>? {
    guard range.lowerBound >= 0,
      let start = utf8.index(startIndex, offsetBy: range.lowerBound, limitedBy: endIndex),
      let end = utf8.index(start, offsetBy: range.count, limitedBy: endIndex),
      start.samePosition(in: unicodeScalars) != nil, end.samePosition(in: unicodeScalars) != nil
    else { return nil }
    return start..<end
  }

  /// The text between two UTF-8 offsets; empty when they do not fall on scalars of this text.
  func slice(utf8Offsets range: Range<Int>) -> String {
    guard let indices = self.range(utf8Offsets: range) else { return "" }
    return String(unicodeScalars[indices])
  }
}
