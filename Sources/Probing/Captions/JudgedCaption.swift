/// A caption with what its mentions came to against the ground truth of its image.
public struct JudgedCaption: Sendable, Hashable {
  /// The caption as it was given, before truncation.
  public let caption: Caption
  /// The bytes of the caption that were counted.
  public let countedLength: Int
  /// The mentions in the order of the text.
  public let mentions: [Mention]
  /// The objects that are there.
  public let present: Set<String>

  /// Reads and judges a caption.
  init(
    _ caption: Caption, present: Set<String>, variant: CHAIRVariant, truncation: CaptionTruncation
  ) {
    let text = truncation.applied(to: caption.text)
    self.caption = caption
    self.present = present
    countedLength = text.utf8.count
    mentions = variant.read(text).mentions
  }

  /// The mentions that are counted.
  public var claims: [Mention] { mentions.filter(\.isClaim) }

  /// The claims whose object is absent.
  public var hallucinated: [Mention] { claims.filter { !present.contains($0.object) } }

  /// The objects that are there and claimed.
  public var recalled: Set<String> { present.intersection(claims.map(\.object)) }

  /// The quarter of the counted text, 0 … 3, in which a mention begins.
  func quarter(of mention: Mention) -> Int {
    min(3, 4 * mention.range.lowerBound / max(1, countedLength))
  }
}
