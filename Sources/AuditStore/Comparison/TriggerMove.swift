import Attribution
import Imaging
import Probing

/// The triggers of one and the same wrong answer in two audits: how far they are the same part of the picture.
public struct TriggerMove: Sendable, Hashable {
  /// One audit's trigger.
  public struct Side: Sendable, Hashable {
    /// The finding's number in its log.
    public let finding: Int64
    /// The share of the image that the trigger covers, 0 … 1.
    public let area: Double
  }

  /// The image's name.
  public let imageName: String
  /// The question, word for word.
  public let question: String
  /// The first audit's trigger.
  public let before: Side
  /// The second audit's trigger.
  public let after: Side
  /// The pixels of both of the pixels of either (Jaccard), 0 … 1: 1 when nothing moved, 0 when all of it did.
  public let overlap: Double

  /// The overlap below which a trigger is called moved: less than half of what either covers is common.
  public static let movedBelow = 0.5

  /// Whether less than half of it stayed in its place.
  public var isMoved: Bool { overlap < Self.movedBelow }

  /// Compares the necessary sets of two findings; nil where one has none, or the pictures are not of one size.
  init?(
    _ before: (finding: FindingRecord, log: AuditLog),
    _ after: (finding: FindingRecord, log: AuditLog), probe: Probe
  ) throws(LogError) {
    guard let first = try Self.area(of: before.finding, in: before.log),
      let second = try Self.area(of: after.finding, in: after.log),
      let overlap = first.labels.overlap(of: first.regions, with: second.regions, in: second.labels)
    else { return nil }
    imageName = probe.imageName
    question = probe.question
    self.before = Side(
      finding: before.finding.id, area: first.labels.areaFraction(of: first.regions))
    self.after = Side(
      finding: after.finding.id, area: second.labels.areaFraction(of: second.regions))
    self.overlap = overlap
  }

  private static func area(
    of finding: FindingRecord, in log: AuditLog
  ) throws(LogError) -> (labels: LabelMap, regions: RegionSet)? {
    guard let targetID = finding.targetID,
      let trigger = try log.triggers(ofFinding: finding.id).first(where: {
        $0.trigger.side == .necessary && $0.trigger.status == .found
      })?.trigger,
      let digest = try log.target(id: targetID)?.labelMapDigest,
      let labels = try log.labelMap(digest: digest)?.labelMap,
      labels.regionCount == trigger.regions.regionCount
    else { return nil }
    return (labels, trigger.regions)
  }
}
