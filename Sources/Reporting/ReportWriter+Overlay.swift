import Attribution
public import AuditStore
import Codecs
public import Foundation
import Imaging

extension ReportWriter {
  /// Writes `overlay.png` into a report's folder: a finding's picture with its order and its trigger drawn over
  /// it.
  ///
  /// - Parameters:
  ///   - id: The finding's number in the log.
  ///   - log: The log that holds it.
  ///   - folder: The folder, which is there.
  /// - Returns: The file; nil when the finding was not explained, or the log does not keep its picture.
  /// - Throws: ``ReportError`` when the log cannot be read or the file not be written.
  public static func overlay(
    ofFinding id: Int64, of log: AuditLog, to folder: URL
  ) throws(ReportError) -> URL? {
    let found = try reading { () throws(LogError) in
      guard let targetID = try log.finding(id: id)?.targetID,
        let target = try log.target(id: targetID),
        let stored = try log.image(digest: target.imageDigest), stored.kept == .full,
        let labels = try log.labelMap(digest: target.labelMapDigest)?.labelMap
      else { return nil as (png: [UInt8], labels: LabelMap)? }
      return (stored.png, labels)
    }
    guard let found else { return nil }
    let picture: RGBImage
    do { picture = try PNGCodec.decode(found.png, name: "finding \(id)") } catch {
      throw ReportError(.log, "audit log \(log.path): the image of finding \(id): \(error)")
    }
    let trigger = try reading { () throws(LogError) in try log.triggers(ofFinding: id) }
      .first { $0.trigger.side == .necessary }?.trigger
    let overlay = OverlayPicture(
      picture: picture, labels: found.labels,
      explanation: try reading { () throws(LogError) in try log.explanation(ofFinding: id) }?
        .explanation,
      outlined: trigger?.regions ?? RegionSet(regionCount: found.labels.regionCount))
    let file = folder.appendingPathComponent("overlay.png")
    do { try Data(PNGCodec.encode(overlay.drawn())).write(to: file) } catch {
      throw ReportError(
        .folder, "\(file.path): cannot write it: \(error.localizedDescription)")
    }
    return file
  }
}
