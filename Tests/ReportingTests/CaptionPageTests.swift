import Attribution
import AuditStore
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

/// Mentions of captions: the page shows the caption, what carries the mention, and the captions written anew.
@Suite struct CaptionPageTests {
  @Test("its pages are as recorded", arguments: ["index", "findings", "finding"])
  func pages(name: String) throws {
    let (report, finding) = SampleCaption().pages
    try Golden.check(page: name, of: report, finding, prefix: "caption")
  }

  @Test("a snowball is told from its root, the evidence in the order of the caption")
  func figures() throws {
    let caption = SampleCaption.caption()
    let chain = try #require(SnowballChain(caption: caption)).values.mapValues(\.escaped)
    #expect(chain["root"] as? String == "bowl")
    #expect(chain["rootNote"] as? String == "the root, in the picture")
    let links = try #require(chain["links"] as? [[String: Any]])
    #expect(links.map { $0["words"] as? String } == ["spoon"])
    #expect(
      links[0]["note"] as? String == "hallucinated: p 0.900, and 0.050 without the word before")

    let image = ReportImage(digest: "ab", width: 200, height: 100)
    let figure = try #require(EvidencePathFigure(caption: caption, image: image)).values
    #expect(figure["line"]?.escaped as? String == "M150.0 25.0L50.0 50.0")
    let stops = try #require(figure["stops"]?.escaped as? [[String: Any]])
    #expect(stops.map { $0["own"] as? Bool } == [true, false])
    #expect((stops[1]["note"] as? String)?.hasSuffix("from the one before, a jump") == true)
    #expect(EvidencePathFigure(caption: caption, image: nil) == nil)
    var alone = caption
    alone.diagnosis?.cuts[0].isCause = false
    #expect(SnowballChain(caption: alone) == nil)
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
