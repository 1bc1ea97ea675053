import AuditStore
import Foundation

/// Where the finding numbers of a comparison lead: into the reports of its two audits.
struct ReportLinks {
  /// A report's folder.
  private struct Report {
    /// As the page refers to it.
    var reference: String
    /// Where it is.
    var folder: URL
  }

  /// The first audit's report; nil where there is none to lead to.
  private let before: Report?
  /// The second audit's report.
  private let after: Report?

  /// No links.
  static let none = ReportLinks(before: nil, after: nil)

  private init(before: Report?, after: Report?) {
    self.before = before
    self.after = after
  }

  /// Links to two reports.
  ///
  /// - Parameters:
  ///   - reports: The folders of the two reports.
  ///   - comparison: The comparison of their audits.
  ///   - page: The folder of the page that is to lead to them.
  /// - Throws: `ReportError` of code `folder` when a folder holds no report of its audit.
  init(
    to reports: (before: URL, after: URL), of comparison: AuditComparison, from page: URL
  ) throws(ReportError) {
    before = Report(
      reference: try Self.reference(to: reports.before, of: comparison.before, from: page),
      folder: reports.before)
    after = Report(
      reference: try Self.reference(to: reports.after, of: comparison.after, from: page),
      folder: reports.after)
  }

  /// The page of a finding of the first audit.
  func before(_ finding: Int64?) -> String? { Self.page(finding, in: before) }

  /// The page of a finding of the second audit.
  func after(_ finding: Int64?) -> String? { Self.page(finding, in: after) }

  /// Only where it is: the report of some findings has no pages of the others.
  private static func page(_ finding: Int64?, in report: Report?) -> String? {
    guard let finding, let report else { return nil }
    let name = FindingEntry.pageName(of: finding)
    let file = report.folder.appendingPathComponent(name).path
    return FileManager.default.fileExists(atPath: file) ? "\(report.reference)/\(name)" : nil
  }

  /// The way from one folder to another, both as they are, with nothing in it but a relative path.
  private static func reference(
    to report: URL, of audit: ComparedAudit, from page: URL
  ) throws(ReportError) -> String {
    let index = report.appendingPathComponent("index.html")
    // A report names its audit's key: numbers of another audit would lead astray.
    guard let text = try? String(contentsOf: index, encoding: .utf8),
      text.contains(HTMLText.escape(audit.record.manifest.key))
    else {
      throw ReportError(
        .folder,
        "\(report.path): holds no report of audit \(audit.record.id) of \(audit.logPath); write it with hallux report"
      )
    }
    let target = report.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let origin = page.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let common = zip(target, origin).prefix { $0 == $1 }.count
    let steps =
      ["."] + origin.dropFirst(common).map { _ in ".." } + target.dropFirst(common).map(encoded)
    return steps.joined(separator: "/")
  }

  private static func encoded(_ name: String) -> String {
    name.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-", "_", "."])) ?? name
  }
}
