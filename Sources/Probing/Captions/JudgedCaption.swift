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
  /// The objects that the annotators looked for; nil for all of COCO's.
  let annotated: Set<String>?

  /// Reads and judges a caption.
  init(
    _ caption: Caption, present: Set<String>, annotated: Set<String>?, variant: CHAIRVariant,
    truncation: CaptionTruncation
  ) {
    let text = truncation.applied(to: caption.text)
    self.caption = caption
    self.present = present
    self.annotated = annotated
    countedLength = text.utf8.count
    mentions = variant.read(text).mentions
  }

  /// The mentions that are counted: claims of objects whose absence is known as well as their presence.
  public var claims: [Mention] {
    mentions.filter { mention in
      mention.isClaim
        && (annotated?.contains(mention.object) ?? true || present.contains(mention.object))
    }
  }

  /// The claims whose object is absent.
  public var hallucinated: [Mention] { claims.filter { !present.contains($0.object) } }

  /// The objects that are there and claimed.
  public var recalled: Set<String> { present.intersection(claims.map(\.object)) }

  /// The quarter of the counted text, 0 … 3, in which a mention begins.
  func quarter(of mention: Mention) -> Int {
    min(3, 4 * mention.range.lowerBound / max(1, countedLength))
  }
}
