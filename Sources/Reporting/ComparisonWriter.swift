public import AuditStore
public import Foundation
import Probing

/// Turns a comparison of two audits into a page that opens anywhere, without script or network.
///
/// The folder holds `index.html`, `glossary.html` and `style.css`. The same comparison gives the same bytes.
public struct ComparisonWriter: Sendable {
  private let templates: URL?
  private let version: String
  private let usesMid: Bool

  /// Prepares to write comparisons.
  ///
  /// - Parameters:
  ///   - templates: A folder whose files stand in for the built-in templates of the same names; nil for the built-in ones.
  ///   - version: The version of the program.
  ///   - usesMid: Whether p-values are McNemar's mid-p, not the exact ones.
  public init(templates: URL?, version: String, usesMid: Bool) {
    self.templates = templates
    self.version = version
    self.usesMid = usesMid
  }

  /// Writes the page of a comparison, whole or not at all.
  ///
  /// - Parameters:
  ///   - comparison: The comparison.
  ///   - destination: Where to; a new place, an empty folder, or an earlier report, which is replaced.
  ///   - reports: The folders of both audits' reports, to which the numbers of findings lead; nil for no links.
  /// - Returns: What was written.
  /// - Throws: ``ReportError`` when a template is broken, the folder cannot be written or holds something else, or
  ///   a report is not that of its audit.
  public func write(
    _ comparison: AuditComparison, to destination: URL, reports: (before: URL, after: URL)?
  ) throws(ReportError) -> ReportSummary {
    let links =
      if let reports {
        try ReportLinks(to: reports, of: comparison, from: destination)
      } else { ReportLinks.none }
    let templates =
      if let templates { try TemplateSet(folder: templates) } else { try TemplateSet.builtIn() }
    let comparisonPage = ComparisonPage(
      comparison: comparison, version: version, usesMid: usesMid, links: links)
    let page = try templates.render("compare.html", comparisonPage.values)
    let glossary = try templates.render("glossary.html", comparisonPage.glossary)
    var folder = try ReportFolder(destination: destination)
    do {
      try folder.write(templates.styleSheet, to: TemplateSet.styleSheetName)
      try folder.write(Array(page.utf8), to: "index.html")
      try folder.write(Array(glossary.utf8), to: "glossary.html")
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
    return ReportSummary(
      index: folder.destination.appendingPathComponent("index.html"), pageCount: 2,
      byteCount: folder.byteCount, notes: templates.notes)
  }
}
