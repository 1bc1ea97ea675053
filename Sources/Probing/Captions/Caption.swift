/// A text that a model, or a person, wrote about an image.
public struct Caption: Sendable, Hashable {
  /// The image's id in its annotation file, or nil when only the name is known.
  public var imageID: Int?
  /// The image's name as the file gives it; never a path to be trusted.
  public var imageName: String
  /// The text, word for word.
  public var text: String

  /// What tells images apart: the id in decimals, or the name where there is no id.
  public var imageKey: String { imageID.map(String.init) ?? imageName }

  /// Makes a caption.
  public init(imageID: Int?, imageName: String, text: String) {
    self.imageID = imageID
    self.imageName = imageName
    self.text = text
  }
}

/// What is cut off a caption before it is counted.
public enum CaptionTruncation: String, Sendable, Hashable, CaseIterable, Codable {
  /// Nothing.
  case none
  /// A last sentence that the token limit cut short: all after the last `.`, `!` or `?`.
  ///
  /// It is the practice for captions of at most 64 tokens, whose last sentence is seldom whole. A caption
  /// without any sentence end is one cut sentence and stays as it is, because nothing would be left.
  case dropIncompleteLastSentence

  /// The text that is counted; a prefix of the given one, so that offsets hold for both.
  public func applied(to text: String) -> String {
    guard self == .dropIncompleteLastSentence else { return text }
    let scalars = Array(text.unicodeScalars)
    // From the end: the first mark after which a blank or nothing comes; "3.5" has none.
    for mark in scalars.indices.reversed() where Self.sentenceEnds.contains(scalars[mark]) {
      var end = mark + 1
      while end < scalars.count, Self.closers.contains(scalars[end]) { end += 1 }
      guard end == scalars.count || scalars[end].properties.isWhitespace else { continue }
      var kept = String.UnicodeScalarView()
      kept.append(contentsOf: scalars[..<end])
      return String(kept)
    }
    return text
  }

  private static let sentenceEnds: Set<Unicode.Scalar> = [".", "!", "?", "\u{3002}"]
  private static let closers: Set<Unicode.Scalar> = ["\"", "'", ")", "]", "\u{201D}", "\u{2019}"]
}
