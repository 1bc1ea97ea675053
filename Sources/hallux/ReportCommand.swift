public import ArgumentParser
import AuditStore
import Foundation
import Imaging
import Probing
import ProbeFiles
public import Reporting

/// `hallux report`: a log becomes a folder of pages, or one file.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Writes an audit, or the findings of a query, as static HTML: a folder that opens anywhere, or one file.",
    discussion: """
      The pages need no network, and read without script. The same log gives the same bytes. An expression is \
      one of 'hallux query': findings of several audits and models may match it. docs/report.md has more: how to keep \
      parts of pictures out, and how to change how pages look.

      Examples:
        hallux report --to report                       the newest audit
        hallux report 3 --to report --annotations instances.json
        hallux report 'kind = false-positive and area < 10 %' --limit 50 --to report
        hallux report @worst --to report                an expression that hallux.yaml names
        hallux report --to report.html --single-file    to be mailed
        hallux report --to report --images thumb --redact faces.txt
      """)

  @Argument(
    help: ArgumentHelp(
      "An audit's number, or which findings: an expression, or @NAME for one that hallux.yaml names; the newest audit by default.",
      valueName: "audit-or-expression"),
    completion: .custom { _, _, prefix in QueryCompletion.expressions(prefix) })
  var subject: String?

  @Option(
    help: ArgumentHelp(
      "The folder to write, or the file: new, empty, or an earlier report.", valueName: "path"))
  var to: String

  @Flag(help: "Write one HTML file that can be mailed in the place of a folder.")
  var singleFile = false

  @OptionGroup var choice: ListingOptions

  @Option(
    help: ArgumentHelp(
      "How pictures are shown: full, thumb (at most 768 pixels), or none, only outlines.",
      discussion: "Default: full in a folder, thumb in a single file.", valueName: "form"))
  var images: ReportPictures?

  @Option(
    help: ArgumentHelp(
      "A file of boxes to burn into pictures before anything is written, a line each: IMAGE X Y WIDTH HEIGHT.",
      valueName: "file"))
  var redact: String?

  @Option(
    help: ArgumentHelp(
      "A COCO annotation file: pages then show its boxes, and planted causes, on demand.",
      valueName: "file"))
  var annotations: String?

  @Option(
    help: ArgumentHelp(
      "A folder of templates that stand in for the built-in ones.", valueName: "dir"))
  var templates: String?

  @Flag(help: "Write a single file of more than 100 MB, too.")
  var force = false

  @OptionGroup var log: LogOptions

  /// From how many bytes on a single file is told to be large.
  private static let largeFile = 25_000_000
  /// The most bytes of a single file that nobody insists on.
  private static let largestFile = 100_000_000

  func validate() throws {
    if !singleFile, ["html", "htm"].contains((to as NSString).pathExtension.lowercased()) {
      throw ValidationError("--to '\(to)' looks like a file: add --single-file, or name a folder.")
    }
    if force, !singleFile {
      throw ValidationError("--force goes with --single-file: a folder may have any size.")
    }
    guard choice.isGiven, subject.map({ Int64($0) != nil }) ?? true else { return }
    throw ValidationError("--sort and --limit go with an expression, not with a whole audit.")
  }

  func run() async throws {
    if let subject, Int64(subject) == nil {
      try reportFindings(of: subject)
    } else {
      try reportAudit()
    }
  }

  private func reportAudit() throws {
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let audit = try log.chosenAudit(subject.flatMap { Int64($0) }).id
    let summary = try showing { try writer(of: log).write(audit: audit, to: place, progress: $0) }
    let unkept = try log.unkeptImageCount(ofAudit: audit)
    if unkept > 0 {
      Terminal.note(
        "note: \(unkept) pictures of the audit are not whole in the log, by --store-images: pages show them small, or "
          + "not at all")
    }
    tell(summary)
  }

  private func reportFindings(of expression: String) throws {
    var query = try FindingQuery(
      parsing: expression, savedFrom: FileManager.default.currentDirectoryPath)
    try choice.apply(to: &query)
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let summary = try showing {
      try writer(of: log).write(
        findingsMatching: query, version: Hallux.version, to: place, progress: $0)
    }
    guard let summary else {
      throw CommandFailure(
        status: .inputData,
        message: "the log \(log.path) has no finding that matches; no report was written")
    }
    tell(summary)
  }

  /// Writes a report while a line tells how far it is.
  private func showing<Summary>(
    _ write: ((ReportProgress) -> Void) throws -> Summary
  ) rethrows -> Summary {
    let line = RedrawnLine()
    defer { line.finish() }
    var shown = -1
    return try write { progress in
      let percent = 100 * progress.writtenPages / max(1, progress.pageCount)
      guard percent > shown else { return }
      shown = percent
      line.show("writing page \(progress.writtenPages) of \(progress.pageCount)")
    }
  }

  private func tell(_ summary: ReportSummary) {
    for note in summary.notes.prefix(20) { Terminal.note("note: " + note.printable) }
    if singleFile, summary.byteCount >= Self.largeFile {
      Terminal.note(
        "note: \(to.printable) has \(fixed(Double(summary.byteCount) / 1e6, 0)) MB: many mailboxes take 25 MB at most; "
          + "--images thumb or none makes it smaller, and a folder opens faster")
    }
    Terminal.print("report      \(summary.index.path)")
    Terminal.print(
      "            \(summary.pageCount) pages, \(fixed(Double(summary.byteCount) / 1e6, 1)) MB")
  }

  /// Writes the report of an audit.
  static func write(
    audit: Int64, of log: AuditLog, to folder: String
  ) throws -> ReportSummary {
    try writer(of: log, annotations: nil, templates: nil, pictures: .full, boxes: nil)
      .write(audit: audit, to: URL(fileURLWithPath: folder, isDirectory: true)) { _ in }
  }

  /// Where to, as it was asked for.
  private var place: ReportPlace {
    guard singleFile else { return .folder(URL(fileURLWithPath: to, isDirectory: true)) }
    return .file(URL(fileURLWithPath: to), limit: force ? nil : Self.largestFile)
  }

  private func writer(of log: AuditLog) throws -> ReportWriter {
    try Self.writer(
      of: log, annotations: annotations, templates: templates,
      pictures: images ?? (singleFile ? .thumb : .full),
      boxes: try redact.map { try BurntBoxes(readingFile: $0) })
  }

  private static func writer(
    of log: AuditLog, annotations: String?, templates: String?, pictures: ReportPictures,
    boxes: BurntBoxes?
  ) throws -> ReportWriter {
    let annotations = try annotations.map { try CocoAnnotations(readingFile: $0) }
    return ReportWriter(
      log: log, templates: templates.map { URL(fileURLWithPath: $0, isDirectory: true) },
      bootstrapSeed: RunningAudit.bootstrapSeed, pictures: pictures, boxes: boxes,
      groundTruth: { probe in annotations?.truth(of: probe) })
  }
}

extension ReportPictures: ExpressibleByArgument {}

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
