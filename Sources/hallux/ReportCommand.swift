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
    abstract: "Writes an audit, or what a query finds, as static HTML that opens from a folder.",
    discussion: """
      The pages need no network, and read without script. The same log gives the same bytes. An expression is
      one of 'hallux query': findings of several audits and models may match it. docs/report.md has more.

      Examples:
        hallux report --to report                       the newest audit
        hallux report 3 --to report --annotations instances.json
        hallux report 'kind = false-positive and area < 10 %' --sort -confidence --limit 50 --to report
        hallux report @worst --to report                an expression that hallux.yaml names
      """)

  @Argument(
    help: ArgumentHelp(
      "An audit's number, or which findings: an expression, or @NAME for one that hallux.yaml names; the newest audit by default.",
      valueName: "audit-or-expression"),
    completion: .custom { _, _, prefix in QueryCompletion.expressions(prefix) })
  var subject: String?

  @Option(
    help: ArgumentHelp(
      "The folder to write: new, empty, or an earlier report.", valueName: "dir"))
  var to: String

  @OptionGroup var choice: ListingOptions

  @Option(
    help: ArgumentHelp(
      "A COCO annotation file: planted causes are then outlined.", valueName: "file"))
  var annotations: String?

  @Option(
    help: ArgumentHelp(
      "A folder of templates that stand in for the built-in ones.", valueName: "dir"))
  var templates: String?

  @OptionGroup var log: LogOptions

  func validate() throws {
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
    let summary = try Self.write(
      audit: audit, of: log, to: to, annotations: annotations, templates: templates)
    let unkept = try log.unkeptImageCount(ofAudit: audit)
    if unkept > 0 {
      Terminal.note(
        "note: \(unkept) pictures of the audit are not whole in the log, by --store-images: pages show them small, or "
          + "not at all")
    }
    Self.print(summary)
  }

  private func reportFindings(of expression: String) throws {
    var query = try FindingQuery(
      parsing: expression, savedFrom: FileManager.default.currentDirectoryPath)
    try choice.apply(to: &query)
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let summary = try Self.writer(of: log, annotations: annotations, templates: templates).write(
      findingsMatching: query, version: Hallux.version,
      to: URL(fileURLWithPath: to, isDirectory: true)
    ) { _ in }
    guard let summary else {
      throw CommandFailure(
        status: .inputData,
        message: "the log \(log.path) has no finding that matches; no report was written")
    }
    Self.print(summary)
  }

  private static func print(_ summary: ReportSummary) {
    Terminal.print("report      \(summary.index.path)")
    Terminal.print(
      "            \(summary.pageCount) pages, \(fixed(Double(summary.byteCount) / 1e6, 1)) MB")
  }

  /// Writes the report of an audit.
  static func write(
    audit: Int64, of log: AuditLog, to folder: String, annotations: String? = nil,
    templates: String? = nil
  ) throws -> ReportSummary {
    try writer(of: log, annotations: annotations, templates: templates)
      .write(audit: audit, to: URL(fileURLWithPath: folder, isDirectory: true)) { _ in }
  }

  private static func writer(
    of log: AuditLog, annotations: String?, templates: String?
  ) throws -> ReportWriter {
    let causes = try annotations.map { try CocoAnnotations(readingFile: $0) }
    return ReportWriter(
      log: log, templates: templates.map { URL(fileURLWithPath: $0, isDirectory: true) },
      bootstrapSeed: RunningAudit.bootstrapSeed,
      causeOutline: { probe in
        probe.planted?.causeAnnotationID.flatMap { causes?.annotation(id: $0)?.mask?.outline }
      })
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
