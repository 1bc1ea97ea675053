public import Probing

/// A caption of the model, read and judged.
public struct CaptionRecord: Sendable, Hashable {
  /// The probe that asked for it.
  public var probeID: Int64
  /// The reply that holds it.
  public var replyKey: String
  /// How objects are found in it.
  public var variant: CHAIRVariant
  /// Who says what is in the picture.
  public var judge: CaptionJudge
  /// Whether the token limit ended it.
  public var isCut: Bool

  /// Makes a record.
  public init(
    probeID: Int64, replyKey: String, variant: CHAIRVariant, judge: CaptionJudge, isCut: Bool
  ) {
    self.probeID = probeID
    self.replyKey = replyKey
    self.variant = variant
    self.judge = judge
    self.isCut = isCut
  }
}

/// A place in a caption that names an object, and what it came to.
public struct MentionRecord: Sendable, Hashable, Identifiable {
  /// The mention's number in this log; 0 before it is recorded.
  public var id: Int64
  /// The probe that asked for the caption.
  public var probeID: Int64
  /// Its place among the caption's mentions, from 0.
  public var position: Int
  /// The object, by its name in COCO's table.
  public var object: String
  /// The words, as they stand in the caption.
  public var words: String
  /// Where they stand in the reply's text: offsets of UTF-8 bytes.
  public var range: Range<Int>
  /// What it came to.
  public var standing: MentionStanding
  /// The quarter of the caption, 0 … 3, in which it begins.
  public var quarter: Int
  /// The model's own answer about the object, where that judged.
  public var askedKey: String?

  /// Makes a record.
  public init(
    id: Int64 = 0, probeID: Int64, position: Int, object: String, words: String, range: Range<Int>,
    standing: MentionStanding, quarter: Int, askedKey: String? = nil
  ) {
    self.id = id
    self.probeID = probeID
    self.position = position
    self.object = object
    self.words = words
    self.range = range
    self.standing = standing
    self.quarter = quarter
    self.askedKey = askedKey
  }
}
