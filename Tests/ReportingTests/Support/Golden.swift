import Foundation
import Testing

@testable import Reporting

/// Compares text with a file under `Golden/`; `RECORD_GOLDEN=1` in the environment writes the file anew.
enum Golden {
  /// Checks the page `index`, `findings` or `finding` of an audit with one finding.
  static func check(
    page name: String, of report: AuditReport, _ finding: FindingReport, prefix: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let values =
      switch name {
      case "index": SummaryPage(report: report).values
      case "findings": FindingsPage(report: report).values
      default: FindingPage(report: report, finding: finding, position: 0).values
      }
    try check(
      try TemplateSet.builtIn().render("\(name).html", values), "\(prefix)-\(name).html",
      sourceLocation: sourceLocation)
  }

  static func check(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let golden = try? String(contentsOf: file, encoding: .utf8)
    #expect(golden != nil, "no golden file \(name); record it", sourceLocation: sourceLocation)
    guard let golden, golden != text else { return }
    let lines = zip(
      golden.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false))
    let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record(
      """
      \(name):\((difference?.offset ?? 0) + 1) differs from the page
      golden: \(difference?.element.0 ?? "(ends)")
      page:   \(difference?.element.1 ?? "(ends)")
      """, sourceLocation: sourceLocation)
  }
}
