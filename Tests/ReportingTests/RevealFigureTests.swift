import Attribution
import Imaging
import Testing

@testable import ReportSamples
@testable import Reporting

/// What a script needs to reveal a picture region by region is in the page, as words and numbers.
@Suite struct RevealFigureTests {
  private static func finding() -> FindingReport {
    var finding = SampleReport().finding(SampleReport().audit().findings[0])
    let count = finding.explanation?.explanation.order.count ?? 0
    finding.explanation?.steps = WalkedSteps(
      shown: (0...count).map { $0 < 5 ? -1 : 1 }, removed: (0...count).map { $0 < 3 ? 2 : -2 },
      noiseFloor: 0.05)
    return finding
  }

  private static func page(_ finding: FindingReport) throws -> String {
    try TemplateSet.builtIn().render(
      "finding.html",
      FindingPage(report: SampleReport().audit(), finding: finding, position: 0).values)
  }

  @Test("every step has its row: the numbers, and which answer the model prefers")
  func rows() throws {
    let page = try Self.page(Self.finding())
    let rows = page.matches(of: /<tr id="([a-z]+-\d+)"><th scope="row" class="number">(\d+)</)
    #expect(rows.count == 65 && rows[0].output.1 == "step-0")
    #expect(rows.map { Int($0.output.2) } == Array(0...64))
    #expect(page.contains(#"data-says="flipped">0.030</td>"#))
    #expect(page.contains(#"data-same="prefers Yes" data-flipped="prefers No""#))
    #expect(page.contains(#"data-says="same">0.982</td>"#))
  }

  @Test("buttons lead to the steps of the trigger and of the flip, each way its own")
  func snaps() throws {
    let finding = Self.finding()
    let page = try Self.page(finding)
    for button in [
      #"data-way="removed" data-kind="trigger" data-step="2">Whole trigger: 2 regions<"#,
      #"data-way="removed" data-kind="flip" data-step="3">Flip: 3 regions<"#,
      #"data-way="shown" data-kind="trigger" data-step="4" hidden>Whole sufficient set: 4 regions<"#,
      #"data-way="shown" data-kind="flip" data-step="5" hidden>Flip: 5 regions<"#,
    ] {
      #expect(page.contains(button), "\(button)")
    }
    #expect(page.contains("The answer flips to No at 3 regions, "))
    #expect(page.contains("The answer comes to be Yes at 5 regions, "))
    #expect(page.count(of: #"<g class="turn">"#) == 2)
  }

  @Test("an answer that cannot flip has neither marks nor buttons, one that never flips says so")
  func noFlip() throws {
    var finding = Self.finding()
    finding.explanation?.steps = WalkedSteps(
      shown: Array(repeating: 1, count: 65), removed: Array(repeating: 1, count: 65), noiseFloor: 0)
    let page = try Self.page(finding)
    #expect(page.contains("The answer never flips along this order."))
    #expect(page.contains("The answer is there before anything is shown."))
    finding.explanation?.steps = nil
    (finding.necessary, finding.sufficient) = (nil, nil)
    let without = try Self.page(finding)
    #expect(!without.contains("data-kind=") && !without.contains(#"<g class="turn">"#))
    #expect(!without.contains("never flips"))
  }

  @Test("steps that were not asked are named so")
  func unmeasured() throws {
    var finding = Self.finding()
    finding.explanation?.explanation.measured = [0, 2, 64]
    let page = try Self.page(finding)
    #expect(page.count(of: #"data-says="between""#) == 62 * 2)
  }

  @Test("hidden regions look as the model saw them, or gray where that is not kept")
  func looks() throws {
    var finding = Self.finding()
    #expect(try Self.page(finding).contains(##"class="concealed" fill="#000000""##))
    finding.fill = FillLook(name: "blur")
    finding.hiddenLook = .picture(
      MaskedPicture(image: ReportImage(digest: "cd", width: 128, height: 128), png: []))
    let blurred = try Self.page(finding)
    #expect(blurred.contains(##"<image href="images/cd.png" width="128" height="128""##))
    #expect(!blurred.contains(##"class="concealed" fill="##))
    #expect(finding.composedPictures.map(\.image.digest) == ["cd"])
    finding.hiddenLook = nil
    let unknown = try Self.page(finding)
    #expect(unknown.contains(##"class="concealed" fill="#808080""##))
    #expect(unknown.contains("The log does not keep this picture whole"))
  }

  @Test("the look of a fill is a color where one will do")
  func fills() {
    let picture = RGBImage(width: 2, height: 1, pixels: [10, 20, 200, 30, 60, 255])
    guard case .color(let mean) = HiddenLook(Fill.mean.applied(to: picture), fill: .mean),
      case .color(let black) = HiddenLook(Fill.black.applied(to: picture), fill: .black),
      case .picture(let blurred) = HiddenLook(Fill.blur.applied(to: picture), fill: .blur)
    else {
      Issue.record("black and mean are colors, blur is a picture")
      return
    }
    #expect(mean == "#1428e4" && black == "#000000")
    #expect(blurred.image.width == 2 && !blurred.png.isEmpty)
  }

  @Test("whatever a page links to on itself is there")
  func fragments() throws {
    for finding in SampleReport().audit().findings.map(SampleReport().finding) {
      let page = try Self.page(finding)
      for link in Set(page.matches(of: /href="#([^"]+)"/).map(\.output.1)) {
        #expect(page.count(of: "id=\"\(link)\"") == 1, "\(link)")
      }
    }
  }
}

extension String {
  /// How often some text occurs.
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
