public import AuditStore
public import Foundation
public import Probing

/// Turns one audit of a log into a folder of static pages that opens anywhere, without script or network.
///
/// The folder holds `index.html` (the summary), `findings.html` (the list), a `finding-N.html` for each
/// finding of the log's number N, `style.css`, and the pictures under `images/`. The same log gives the
/// same bytes.
public struct ReportWriter: Sendable {
  private let log: AuditLog
  private let templates: URL?
  private let bootstrapSeed: UInt64
  private let groundTruth: @Sendable (Probe) -> GroundTruth?

  /// Prepares to write reports.
  ///
  /// - Parameters:
  ///   - log: The log that holds the audits.
  ///   - templates: A folder whose files stand in for the built-in templates of the same names; nil for
  ///     the built-in ones.
  ///   - bootstrapSeed: The seed of the intervals by bootstrap; with the seed of the audit's summary, the
  ///     report shows the same numbers.
  ///   - groundTruth: What is annotated in the picture of a probe, for sets whose truth is known.
  public init(
    log: AuditLog, templates: URL?, bootstrapSeed: UInt64,
    groundTruth: @escaping @Sendable (Probe) -> GroundTruth? = { _ in nil }
  ) {
    self.log = log
    self.templates = templates
    self.bootstrapSeed = bootstrapSeed
    self.groundTruth = groundTruth
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
      log: log, audit: audit, bootstrapSeed: bootstrapSeed, groundTruth: groundTruth)
    return try ReportPages(source: source, templates: templates).write(
      to: folder, progress: progress)
  }

  private func chosenTemplates() throws(ReportError) -> TemplateSet {
    guard let templates else { return try TemplateSet.builtIn() }
    return try TemplateSet(folder: templates)
  }
}
