public import AuditStore
public import Foundation
public import Imaging
public import Probing

/// Turns one audit of a log, or what a query lists, into a folder of static pages that opens anywhere, without network.
///
/// The folder holds `index.html` (the summary), `findings.html` and the pages after it (the list), a `finding-N.html`
/// for each finding of the log's number N, `style.css`, the pictures under `images/`, and scripts that only add to the
/// pages, with their data. The same log gives the same bytes.
public struct ReportWriter: Sendable {
  private let log: AuditLog
  private let templates: URL?
  private let bootstrapSeed: UInt64
  private let causeOutline: @Sendable (Probe) -> RegionOutline?

  /// Prepares to write reports.
  ///
  /// - Parameters:
  ///   - log: The log that holds the audits.
  ///   - templates: A folder whose files stand in for the built-in templates of the same names; nil for
  ///     the built-in ones.
  ///   - bootstrapSeed: The seed of the intervals by bootstrap; with the seed of the audit's summary, the
  ///     report shows the same numbers.
  ///   - causeOutline: Where the planted cause of a probe lies, for sets whose truth is known.
  public init(
    log: AuditLog, templates: URL?, bootstrapSeed: UInt64,
    causeOutline: @escaping @Sendable (Probe) -> RegionOutline? = { _ in nil }
  ) {
    self.log = log
    self.templates = templates
    self.bootstrapSeed = bootstrapSeed
    self.causeOutline = causeOutline
  }

  /// Writes the report of an audit, whole or not at all.
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
    let templates = try chosenTemplates()
    let source = try LogSource(
      log: log, audit: audit, bootstrapSeed: bootstrapSeed, causeOutline: causeOutline)
    return try ReportPages(source: source, templates: templates).write(
      to: folder, progress: progress)
  }

  /// Writes the report of the findings that a query lists, of whatever audits, whole or not at all.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - version: The version of the program.
  ///   - folder: Where to; a new place, an empty folder, or an earlier report, which is replaced.
  ///   - progress: Called after each page.
  /// - Returns: What was written; nil when no finding matches, and nothing was written.
  /// - Throws: ``ReportError`` when the log cannot be read, a template is broken, or the folder cannot be written or
  ///   holds something else.
  public func write(
    findingsMatching query: FindingQuery, version: String, to folder: URL,
    progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary? {
    let templates = try chosenTemplates()
    guard
      let source = try SelectionSource(
        log: log, query: query, version: version, bootstrapSeed: bootstrapSeed,
        causeOutline: causeOutline)
    else { return nil }
    return try ReportPages(source: source, templates: templates).write(
      to: folder, progress: progress)
  }

  private func chosenTemplates() throws(ReportError) -> TemplateSet {
    guard let templates else { return try TemplateSet.builtIn() }
    return try TemplateSet(folder: templates)
  }
}
