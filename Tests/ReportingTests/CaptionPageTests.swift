import Testing

@testable import ReportSamples
@testable import Reporting

/// Mentions of captions: the page shows the caption, what carries the mention, and the captions written anew.
@Suite struct CaptionPageTests {
  @Test("its pages are as recorded", arguments: ["index", "findings", "finding"])
  func pages(name: String) throws {
    let (report, finding) = SampleCaption().pages
    let values =
      switch name {
      case "index": SummaryPage(report: report).values
      case "findings": FindingsPage(report: report).values
      default: FindingPage(report: report, finding: finding, position: 0).values
      }
    try Golden.check(
      try TemplateSet.builtIn().render("\(name).html", values), "caption-\(name).html")
  }

  @Test("lets nothing of a caption through as markup")
  func hostile() throws {
    let payload = "<script>alert(1)</script> \"onload=x <b>spoon</b> '&\u{301} </blockquote>"
    var caption = SampleCaption.caption(" There is a bowl. \(payload) A spoon. A knife.")
    caption.rewritten[0].text = " " + payload
    caption.rewritten[0].record.fate = .replaced(by: payload)
    caption.mentions[0].object = payload
    caption.mentions[1].words = payload
    let (report, finding) = SampleCaption(caption: caption).pages
    let page = try TemplateSet.builtIn().render(
      "finding.html", FindingPage(report: report, finding: finding, position: 0).values)
    #expect(page.contains("&lt;script&gt;alert(1)"))
    #expect(!page.contains("<script>alert") && !page.contains("<b>spoon"))
    #expect(!page.contains("\"onload=x"))
  }
}
