import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// Each kind of page, word for word.
@Suite struct GoldenPagesTests {
  @Test(
    "pages of the sample are as recorded",
    arguments: [
      "index.html", "findings.html", "finding-11.html", "finding-12.html", "finding-13.html",
      "finding-15.html",
    ])
  func pages(name: String) throws {
    let source = SampleReport()
    let templates = try TemplateSet.builtIn()
    let report = source.audit()
    let page =
      switch name {
      case "index.html": try templates.render(name, SummaryPage(report: report).values)
      case "findings.html": try templates.render(name, FindingsPage(report: report).values)
      default:
        try templates.render("finding.html", Self.finding(name, report, source).values)
      }
    try Golden.check(page, name)
  }

  private static func finding(_ name: String, _ report: AuditReport, _ source: SampleReport) throws
    -> FindingPage
  {
    let position = try #require(report.findings.firstIndex { $0.pageName == name })
    let finding = source.finding(report.findings[position])
    return FindingPage(report: report, finding: finding, position: position)
  }

  @Test("no page holds a script or an inline style, or needs anything outside its folder")
  func selfContained() throws {
    let folder = try TemporaryFolder()
    let report = folder.url.appendingPathComponent("report")
    let pages = ReportPages(source: SampleReport(), templates: try TemplateSet.builtIn())
    _ = try pages.write(to: report) { _ in }
    let contents = try TemporaryFolder.contents(of: report)
    for (name, data) in contents where name.hasSuffix(".html") {
      let page = String(decoding: data, as: UTF8.self)
      #expect(!page.contains(" style="), "\(name)")
      #expect(page.matches(of: /<script(?! src="[a-z]+\.js" defer><\/script>)/).isEmpty, "\(name)")
      #expect(
        page.contains(
          "content=\"default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'\""
        ))
      for link in page.matches(of: /(?:href|src)="([^"#]+)[#"]/).map({ String($0.output.1) })
      where !link.hasPrefix("data:") {
        #expect(contents[link] != nil, "\(name) links to \(link), which is not there")
      }
    }
  }

  @Test("an audit without findings, and one that was cut short, say so")
  func otherVerdicts() throws {
    var report = SampleReport().audit()
    report.findings = []
    report.progress.isFinished = false
    report.progress.judged = 40
    let verdict = SummaryVerdict(report: report)
    #expect(verdict.notices.first?.hasPrefix("This audit is not finished: 40 of 96 probes") == true)
    let page = try TemplateSet.builtIn().render(
      "findings.html", FindingsPage(report: report).values)
    #expect(page.contains("No findings"))
    #expect(!page.contains("<table"))
  }
}
