import Foundation
import Imaging
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

/// What annotations say is in a picture: drawn on demand, in the picture's own pixels, and never trusted.
@Suite struct GroundTruthTests {
  private static func truth(_ width: Int, _ height: Int, name: String = "cow") -> GroundTruth {
    GroundTruth(
      width: width, height: height,
      objects: [
        .init(name: name, left: 8, top: 40, width: 16, height: 20),
        .init(name: name, left: -2, top: 1, width: 10, height: 8),
        .init(name: "dog", left: 0, top: 0, width: 4, height: 4),
      ],
      cause: RegionOutline(polygons: [
        [.init(x: 0, y: 0), .init(x: 2, y: 0), .init(x: 2, y: 2), .init(x: 0, y: 2)]
      ]))
  }

  private static func image(_ width: Int, _ height: Int) -> ReportImage {
    ReportImage(digest: "ab", width: width, height: height)
  }

  @Test(
    "boxes are scaled with the picture; those of another picture are not drawn",
    arguments: [
      ((64, 48), (64, 48), 1.0), ((64, 48), (32, 24), 0.5), ((64, 48), (64, 64), 1),
      ((640, 427), (336, 224), 0.525), ((64, 48), (48, 64), nil), ((64, 48), (60, 48), nil),
    ] as [((Int, Int), (Int, Int), Double?)])
  func scale(annotated: (Int, Int), shown: (Int, Int), expected: Double?) {
    let truth = Self.truth(annotated.0, annotated.1)
    #expect(truth.scale(to: Self.image(shown.0, shown.1)) == expected)
    #expect((TruthValues(truth, over: Self.image(shown.0, shown.1)) == nil) == (expected == nil))
  }

  @Test("it is told in words, each name once")
  func words() throws {
    let values = try #require(TruthValues(Self.truth(64, 64), over: Self.image(128, 128)))
    #expect(
      values.words == "Boxes: what is annotated, cow (2), dog. Dashed: the planted cause.")
    let boxes = try #require(values.values["boxes"]?.escaped as? [[String: Any]])
    #expect(boxes.map { $0["x"] as? String } == ["16.0", "-4.0", "0.0"])
    #expect(boxes.map { $0["height"] as? String } == ["40.0", "16.0", "8.0"])
    #expect(values.values["scale"]?.escaped as? String == "2.0000")
    #expect(TruthValues(nil, over: Self.image(64, 64)) == nil)
    #expect(
      TruthValues(
        GroundTruth(width: 64, height: 64, objects: [], cause: nil), over: Self.image(64, 64))
        == nil)
  }

  @Test(
    "a name lets nothing through as markup",
    arguments: [
      "<script>alert(1)</script>", "</text><image href=x onerror=alert(1)>", "\"><b>", "&lt;b&gt;",
      "\u{202E}woc\u{1B}[31m", "{{{name}}}{{>page}}",
    ])
  func hostile(name: String) throws {
    let templates = try TemplateSet.builtIn()
    func page(_ name: String) throws -> String {
      let source = SampleReport()
      let report = source.audit()
      var finding = source.finding(report.findings[0])
      finding.truth = Self.truth(SampleScene.side, SampleScene.side, name: name)
      return try templates.render(
        "finding.html", FindingPage(report: report, finding: finding, position: 0).values)
    }
    let (harmless, hostile) = (try page("cow"), try page(name))
    #expect(hostile.count { $0 == "<" } == harmless.count { $0 == "<" })
    #expect(hostile.count { $0 == "\"" } == harmless.count { $0 == "\"" })
    #expect(!hostile.unicodeScalars.contains("\u{202E}") && !hostile.contains("\u{1B}"))
  }
}
