import Foundation
import Imaging
import Testing

@testable import ReportSamples
@testable import Reporting

extension InBrowser {
  /// A report in one file, beside the folder with the same pages.
  @Suite("a report in one file") struct SingleFileTests {
    let stage: Stage

    init() throws { stage = try .current }

    /// Writes a report into one file, and gives the address of one of its pages.
    private func address(
      _ fragment: String = "", of source: any ReportSource = SampleReport()
    ) throws -> URL {
      let name = "single-\(UUID().uuidString).html"
      let file = stage.reports.folder.appendingPathComponent(name)
      _ = try ReportPages(source: source, templates: TemplateSet.builtIn())
        .write(toFile: file, limit: nil) { _ in }
      return try #require(URL(string: file.absoluteString + fragment))
    }

    /// The ids of the pages that are in sight.
    private static let visible =
      "[...document.querySelectorAll('article[data-page]')].filter(a => a.offsetParent).map(a => a.id)"

    @Test(
      "looks like the folder's pages, one at a time, with scripts and without",
      arguments: ["index", "findings", "finding-11", "finding-13", "finding-15"], [false, true])
    func looks(page: String, isScriptless: Bool) async throws {
      let file = try address("#" + page)
      try await stage.browser.withTab { tab in
        if isScriptless { try await tab.forbidScripts() }
        try await tab.open(
          stage.reports.folder.appendingPathComponent("report/\(page).html"))
        let folder = try await tab.screenshot()
        try await tab.open(file)
        let single = try await tab.screenshot()
        // Without a script, nothing in the head marks the page that shows.
        let skipped = isScriptless ? 80 : 0
        let likeness = try #require(
          ImageLikeness(folder.below(skipped), single.below(skipped), block: 16))
        #expect(likeness.isAlike, "\(likeness)")
        #expect(tab.requests.allSatisfy { $0.hasPrefix("file:") || $0.hasPrefix("data:") })
        #expect(tab.complaints == [])
      }
    }

    @Test("shows the summary first, and the page that a link leads to")
    func links() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(address())
        #expect(try await tab.evaluate(Self.visible, as: [String].self) == ["index"])
        try await tab.click("#index .card")
        try await tab.settle()
        let shown: [String] = try await tab.evaluate(Self.visible)
        #expect(shown.count == 1 && shown[0].hasPrefix("finding-1"))
        let top: Double = try await tab.evaluate("scrollY")
        #expect(top == 0)
        let title: String = try await tab.evaluate("document.title")
        #expect(title.hasPrefix("Is there a spoon in the image?"))
        try await tab.open(address("#no-such-page"))
        #expect(try await tab.evaluate(Self.visible, as: [String].self) == ["index"])
        #expect(tab.complaints == [])
      }
    }

    @Test("every finding has a slider of its own")
    func sliders() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(address("#finding-12"))
        let texts: [String] = try await tab.evaluate(
          """
          ["finding-11", "finding-12", "finding-13"].map(name => {
            const page = document.getElementById(name);
            const slider = page.querySelector("input[type=range]");
            if (name === "finding-12") {
              slider.value = 3;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
            return page.querySelector(".readout").textContent.split(" of ")[0]
              + (page.querySelector(".concealed").getAttribute("d") === "" ? "" : ", hidden")
              + (page.querySelector(".reveal").hidden ? ", out of reach" : "");
          })
          """)
        #expect(texts.count == 3)
        #expect(texts[0] == texts[2] && texts[0] != texts[1] && texts[1].contains("3"), "\(texts)")
        #expect(!texts.contains { $0.contains("out of reach") })
      }
    }

    @Test("the list has its state behind the name of its page")
    func list() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(address("#findings?object=cup&page=1", of: LongReport(count: 120)))
        #expect(try await tab.evaluate(Self.visible, as: [String].self) == ["findings"])
        let shown = "document.querySelector('#findings .shown').textContent"
        let words: String = try await tab.evaluate(shown)
        #expect(words == "40 of 120 findings")
        try await tab.run(
          """
          new Promise(done => {
            addEventListener("hashchange", () => setTimeout(done), { once: true });
            const list = document.querySelector("form.sift").elements.sort;
            list.value = "number";
            list.dispatchEvent(new Event("change", { bubbles: true }));
          })
          """)
        let hash: String = try await tab.evaluate("location.hash")
        #expect(hash.hasPrefix("#findings?object=cup") && hash.contains("sort=number"))
        #expect(try await tab.evaluate(Self.visible, as: [String].self) == ["findings"])
        let rows: [String] = try await tab.evaluate(
          """
          [...document.querySelectorAll("#findings tbody tr")].map(row =>
            row.id + " " + row.querySelector("th a").getAttribute("href"))
          """)
        #expect(rows.count == 40 && Set(rows).count == 40)
        for row in rows {
          let parts = row.split(separator: " ")
          #expect(parts[0].hasPrefix("findings--f") && parts[1].hasPrefix("#finding-"))
        }
        try await tab.run(
          """
          new Promise(done => {
            addEventListener("hashchange", () => setTimeout(done), { once: true });
            document.querySelector("#findings tbody th a").click();
          })
          """)
        let page: [String] = try await tab.evaluate(Self.visible)
        #expect(page.count == 1 && page[0].hasPrefix("finding-"))
        try await tab.run(
          """
          new Promise(done => {
            addEventListener("hashchange", () => setTimeout(done), { once: true });
            history.back();
          })
          """)
        #expect(try await tab.evaluate(Self.visible, as: [String].self) == ["findings"])
        #expect(try await tab.evaluate(shown, as: String.self) == "40 of 120 findings")
        #expect(tab.complaints == [])
      }
    }

    @Test("every page is printed")
    func printing() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(address("#finding-12"))
        try await tab.show(.print)
        let pages: [String] = try await tab.evaluate(
          "[...document.querySelectorAll('article[data-page]')].filter(a => a.offsetHeight > 0).map(a => a.id)"
        )
        let count: Int = try await tab.evaluate(
          "document.querySelectorAll('article[data-page]').length")
        #expect(pages.count == count && count > 7 && pages.first == "index")
      }
    }
  }
}

extension RGBImage {
  /// The picture without its first rows.
  fileprivate func below(_ rows: Int) -> RGBImage {
    RGBImage(
      width: width, height: height - rows, pixels: Array(pixels[(rows * width * 3)...]))
  }
}
