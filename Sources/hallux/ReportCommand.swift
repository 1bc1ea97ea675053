import ArgumentParser
import AuditStore
import Foundation
import Imaging
import Probing
import ProbeFiles
import Reporting

/// `hallux report`: a log becomes a folder of pages.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes an audit as static HTML that opens from a folder.",
    discussion: """
      The pages need no script and no network. The same log gives the same bytes.

      Examples:
        hallux report --to report                       the newest audit
        hallux report 3 --to report --annotations instances.json
      """)

  @Argument(help: ArgumentHelp("The audit's number; the newest by default.", valueName: "audit"))
  var audit: Int64?

  @Option(
    help: ArgumentHelp(
      "The folder to write: new, empty, or an earlier report.", valueName: "dir"))
  var to: String

  @Option(
    help: ArgumentHelp(
      "A COCO annotation file: pages then show its boxes, and planted causes, on demand.",
      valueName: "file"))
  var annotations: String?

  @Option(
    help: ArgumentHelp(
      "A folder of templates that stand in for the built-in ones.", valueName: "dir"))
  var templates: String?

  @OptionGroup var log: LogOptions

  func run() async throws {
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let audit = try log.chosenAudit(audit).id
    let summary = try Self.write(
      audit: audit, of: log, to: to, annotations: annotations, templates: templates)
    let unkept = try log.unkeptImageCount(ofAudit: audit)
    if unkept > 0 {
      Terminal.note(
        "note: \(unkept) pictures of the audit are not whole in the log, by --store-images: pages show them small, or "
          + "not at all")
    }
    Terminal.print("report      \(summary.index.path)")
    Terminal.print(
      "            \(summary.pageCount) pages, \(fixed(Double(summary.byteCount) / 1e6, 1)) MB")
  }

  /// Writes the report of an audit.
  static func write(
    audit: Int64, of log: AuditLog, to folder: String, annotations: String? = nil,
    templates: String? = nil
  ) throws -> ReportSummary {
    let annotations = try annotations.map { try CocoAnnotations(readingFile: $0) }
    return try ReportWriter(
      log: log, templates: templates.map { URL(fileURLWithPath: $0, isDirectory: true) },
      bootstrapSeed: RunningAudit.bootstrapSeed,
      groundTruth: { probe in annotations?.truth(of: probe) }
    ).write(audit: audit, to: URL(fileURLWithPath: folder, isDirectory: true)) { _ in }
  }
}

extension CocoAnnotations {
  /// What the file says of a probe's picture; nil when it does not have it.
  fileprivate func truth(of probe: Probe) -> GroundTruth? {
    guard let image = image(named: probe.imageName) else { return nil }
    return GroundTruth(
      width: image.width, height: image.height,
      objects: annotations(ofImage: image.fileName).map { object in
        GroundTruth.Object(
          name: object.category, left: object.box[0], top: object.box[1], width: object.box[2],
          height: object.box[3])
      },
      cause: probe.planted?.causeAnnotationID.flatMap { annotation(id: $0)?.mask?.outline })
  }
}

extension RunLengthMask {
  /// The mask's outline, or nil when it covers nothing or everything.
  fileprivate var outline: RegionOutline? {
    guard area > 0, area < width * height else { return nil }
    let labels = LabelMap(width: width, height: height, labels: pixels().map { $0 ? 1 : 0 })
    return labels.outline(of: RegionSet(regionCount: 2, [1]))
  }
}
