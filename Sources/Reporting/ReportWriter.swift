public import AuditStore
public import Foundation
public import Imaging
public import Probing

/// Turns one audit of a log into static pages that open anywhere, without script or network.
///
/// A folder holds `index.html` (the summary), `findings.html` (the list), a `finding-N.html` for each
/// finding of the log's number N, `style.css`, and the pictures under `images/`. A single file holds the same pages as articles.
/// The same log gives the same bytes.
public struct ReportWriter: Sendable {
  private let log: AuditLog
  private let templates: URL?
  private let bootstrapSeed: UInt64
  private let pictures: ReportPictures
  private let boxes: BurntBoxes?
  private let causeOutline: @Sendable (Probe) -> RegionOutline?

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
  ///   - causeOutline: Where the planted cause of a probe lies, for sets whose truth is known.
  public init(
    log: AuditLog, templates: URL?, bootstrapSeed: UInt64, pictures: ReportPictures = .full,
    boxes: BurntBoxes? = nil,
    causeOutline: @escaping @Sendable (Probe) -> RegionOutline? = { _ in nil }
  ) {
    self.log = log
    self.templates = templates
    self.bootstrapSeed = bootstrapSeed
    self.pictures = pictures
    self.boxes = boxes
    self.causeOutline = causeOutline
  }

  /// Writes the report of an audit as a folder, whole or not at all.
  ///
  /// Memory is bounded by the list of findings; their evidence is read and written one at a time.
  ///
  /// - Parameters:
  ///   - audit: The audit's number in the log.
  ///   - folder: Where to; a new place, an empty folder, or an earlier report, which is replaced.
  ///   - progress: Called after each page.
  /// - Returns: What was written.
  /// - Throws: ``ReportError`` when the log has no such audit, a template is broken, or the folder cannot
  ///   be written or holds something else.
  public func write(
    audit: Int64, to folder: URL, progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary {
    try pages(audit).write(to: folder, progress: progress)
  }

  /// Writes the report of an audit as one file, whole or not at all.
  ///
  /// - Parameters:
  ///   - audit: The audit's number in the log.
  ///   - file: Where to; a new place, or an earlier report of a single file, which is replaced.
  ///   - limit: The most bytes that it may have; nil for any number.
  ///   - progress: Called after each page, before they are joined.
  /// - Returns: What was written.
  /// - Throws: ``ReportError``, as above; of code `size` when the file would be too large.
  public func write(
    audit: Int64, toFile file: URL, limit: Int?, progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary {
    try pages(audit).write(toFile: file, limit: limit, progress: progress)
  }

  private func pages(_ audit: Int64) throws(ReportError) -> ReportPages {
    let templates = try chosenTemplates()
    let log = try LogSource(
      log: log, audit: audit, bootstrapSeed: bootstrapSeed, boxes: boxes,
      causeOutline: causeOutline)
    return ReportPages(
      source: pictures == .full ? log : ReducedPictures(base: log, pictures: pictures),
      templates: templates)
  }

  private func chosenTemplates() throws(ReportError) -> TemplateSet {
    guard let templates else { return try TemplateSet.builtIn() }
    return try TemplateSet(folder: templates)
  }
}
