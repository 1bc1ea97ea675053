public import AuditStore
public import Foundation
public import Probing

/// Turns one audit of a log, or what a query lists, into static pages that open anywhere, without network.
///
/// A folder holds `index.html` (the summary), `findings.html` and the pages after it (the list), a `finding-N.html`
/// for each finding of the log's number N, `style.css`, the pictures under `images/`, and scripts that only add to the
/// pages, with their data. A single file holds the same pages as articles. The same log gives the same bytes.
public struct ReportWriter: Sendable {
  private let log: AuditLog
  private let templates: URL?
  private let bootstrapSeed: UInt64
  private let pictures: ReportPictures
  private let boxes: BurntBoxes?
  private let groundTruth: @Sendable (Probe) -> GroundTruth?

  /// Prepares to write reports.
  ///
  /// - Parameters:
  ///   - log: The log that holds the audits.
  ///   - templates: A folder whose files stand in for the built-in templates of the same names; nil for
  ///     the built-in ones.
  ///   - bootstrapSeed: The seed of the intervals by bootstrap; with the seed of the audit's summary, the
  ///     report shows the same numbers.
  ///   - pictures: In which form pictures are shown.
  ///   - boxes: What is burnt into them before; nil for nothing.
  ///   - groundTruth: What is annotated in the picture of a probe, for sets whose truth is known.
  public init(
    log: AuditLog, templates: URL?, bootstrapSeed: UInt64, pictures: ReportPictures = .full,
    boxes: BurntBoxes? = nil,
    groundTruth: @escaping @Sendable (Probe) -> GroundTruth? = { _ in nil }
  ) {
    self.log = log
    self.templates = templates
    self.bootstrapSeed = bootstrapSeed
    self.pictures = pictures
    self.boxes = boxes
    self.groundTruth = groundTruth
  }

  /// Writes the report of an audit, whole or not at all.
  ///
  /// Memory is bounded by the list of findings; their evidence is read and written one at a time.
  ///
  /// - Parameters:
  ///   - audit: The audit's number in the log.
  ///   - place: Where to.
  ///   - progress: Called after each page.
  /// - Returns: What was written.
  /// - Throws: ``ReportError`` when the log has no such audit, a template is broken, or the place cannot
  ///   be written or holds something else; of code `size` when a single file would be too large.
  public func write(
    audit: Int64, to place: ReportPlace, progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary {
    let templates = try chosenTemplates()
    let source = try LogSource(
      log: log, audit: audit, bootstrapSeed: bootstrapSeed, boxes: boxes,
      groundTruth: groundTruth)
    return try write(source, templates, to: place, progress: progress)
  }

  /// Writes the report of an audit as a folder.
  ///
  /// - Parameters:
  ///   - audit: The audit's number in the log.
  ///   - folder: Where to; a new place, an empty folder, or an earlier report, which is replaced.
  ///   - progress: Called after each page.
  /// - Returns: What was written.
  /// - Throws: ``ReportError``, as above.
  public func write(
    audit: Int64, to folder: URL, progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary {
    try write(audit: audit, to: .folder(folder), progress: progress)
  }

  /// Writes the report of the findings that a query lists, of whatever audits, whole or not at all.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - version: The version of the program.
  ///   - place: Where to.
  ///   - progress: Called after each page.
  /// - Returns: What was written; nil when no finding matches, and nothing was written.
  /// - Throws: ``ReportError`` when the log cannot be read, a template is broken, or the place cannot be written or
  ///   holds something else.
  public func write(
    findingsMatching query: FindingQuery, version: String, to place: ReportPlace,
    progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary? {
    let templates = try chosenTemplates()
    guard
      let source = try SelectionSource(
        log: log, query: query, version: version, bootstrapSeed: bootstrapSeed, boxes: boxes,
        groundTruth: groundTruth)
    else { return nil }
    return try write(source, templates, to: place, progress: progress)
  }

  private func write(
    _ source: any ReportSource, _ templates: TemplateSet, to place: ReportPlace,
    progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary {
    let shown: any ReportSource =
      pictures == .full ? source : ReducedPictures(base: source, pictures: pictures)
    let pages = ReportPages(source: shown, templates: templates)
    return switch place {
    case .folder(let folder): try pages.write(to: folder, progress: progress)
    case .file(let file, let limit):
      try pages.write(toFile: file, limit: limit, progress: progress)
    }
  }

  private func chosenTemplates() throws(ReportError) -> TemplateSet {
    guard let templates else { return try TemplateSet.builtIn() }
    return try TemplateSet(folder: templates)
  }
}
