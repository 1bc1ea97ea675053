public import Imaging
public import Probing

/// The caption once more, of a picture that lacks something, and what became of the finding's mention in it.
public struct RecaptionRecord: Sendable, Hashable {
  /// What the picture lacks.
  public enum Removed: String, Sendable, Hashable, CaseIterable, Codable {
    /// The necessary set of the finding's trigger.
    case trigger
    /// Other regions of about the same area, for comparison.
    case randomArea = "random-area"
  }

  /// The finding.
  public var findingID: Int64
  /// What the picture lacks.
  public var removed: Removed
  /// The regions that are shown.
  public var shown: RegionSet
  /// The share of the image that is removed, in 0 … 1.
  public var area: Double
  /// The new caption, which is in the log.
  public var replyKey: String
  /// What became of the mention.
  public var fate: MentionFate

  /// Makes a record.
  public init(
    findingID: Int64, removed: Removed, shown: RegionSet, area: Double, replyKey: String,
    fate: MentionFate
  ) {
    self.findingID = findingID
    self.removed = removed
    self.shown = shown
    self.area = area
    self.replyKey = replyKey
    self.fate = fate
  }
}
