import Foundation
import Imaging
import Testing

extension InBrowser {
  /// What holds for every kind of page.
  @Suite("a page") struct PageTests {
    let stage: Stage

    init() throws { stage = try .current }

    @Test(
      "asks for nothing outside its folder, and the browser has nothing to say",
      arguments: PageKind.all)
    func selfContained(kind: PageKind) async throws {
      let root = stage.reports.folder
      // In so tall a window every picture is in sight.
      try await stage.browser.withTab(height: 8000) { tab in
        try await tab.open(kind.address(in: root))
        try await tab.run("Promise.all([...document.images].map(i => i.decode().catch(() => 0)))")
        let folder = kind.folder(in: root).absoluteString
        let strays = tab.requests.filter { !$0.hasPrefix(folder) && !$0.hasPrefix("data:") }
        #expect(strays == [])
        #expect(tab.requests.contains(kind.address(in: root).absoluteString))
        #expect(tab.requests.contains { $0.hasSuffix("/style.css") })
        #expect(tab.complaints == [])
        #expect(try await tab.evaluate("halluxCalls", as: [String].self) == [])
        let broken: [String] = try await tab.evaluate(
          "[...document.images].filter(i => !i.naturalWidth).map(i => i.src)")
        #expect(broken == [])
        let missing = try await tab.missing(of: kind.essentials)
        #expect(missing == [])
      }
    }

    /// The elements that stick out of the window, those left out that scroll by themselves.
    private static let wide = """
      [...document.querySelectorAll("body *")].filter(element => {
        for (let around = element.parentElement; around; around = around.parentElement)
          if (getComputedStyle(around).overflowX != "visible") return false;
        return element.getBoundingClientRect().right > innerWidth + 0.5;
      }).slice(0, 5).map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 30)}`)
      """

    /// What stands side by side and reaches into its neighbor.
    private static let spilled = """
      [...document.querySelectorAll(".columns > *, figure, li, td, th")].filter(element =>
        element.checkVisibility() && getComputedStyle(element).overflowX == "visible"
          && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
        .map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 30)}`)
      """

    @Test("does not scroll sideways, however narrow or wide the window", arguments: PageKind.all)
    func width(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        for width in [320, 360, 600, 768, 1024, 1280, 3840] {
          try await tab.resize(width: width, height: 800)
          try await tab.open(kind.address(in: stage.reports.folder))
          let excess: Int = try await tab.evaluate(
            "document.documentElement.scrollWidth - innerWidth")
          let wide: [String] = try await tab.evaluate(Self.wide)
          #expect(excess <= 0, "at \(width): \(wide)")
          let seen = try await tab.run("innerWidth")
          #expect(seen == .number(Double(width)))
          let spilled: [String] = try await tab.evaluate(Self.spilled)
          #expect(spilled == [], "at \(width)")
        }
      }
    }

    @Test("is dark where one wishes it", arguments: PageKind.all)
    func dark(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(kind.address(in: stage.reports.folder))
        try await tab.show(.light)
        let light = try await tab.screenshot()
        try await tab.show(.dark)
        let dark = try await tab.screenshot()
        #expect(light.pixels.prefix(3).allSatisfy { $0 > 230 })
        #expect(dark.pixels.prefix(3).allSatisfy { $0 < 40 })
        #expect(light.meanLevel - dark.meanLevel > 60)
      }
    }

    @Test("holds still for who asks for less motion", arguments: PageKind.all)
    func stillness(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        try await tab.show(.light)
        try await tab.open(kind.address(in: stage.reports.folder))
        let motion: [String] = try await tab.evaluate(
          """
          [...document.querySelectorAll("*")].flatMap(element => {
            const style = getComputedStyle(element);
            const parts = style.transitionDuration.split(",").concat(style.animationDuration.split(","));
            return style.scrollBehavior != "auto" || parts.some(part => parseFloat(part) > 0.01)
              ? [element.tagName] : [];
          })
          """)
        #expect(motion == [])
      }
    }

    @Test("says the same without script", arguments: PageKind.all)
    func scriptless(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        try await tab.forbidScripts()
        try await tab.open(kind.address(in: stage.reports.folder))
        let missing = try await tab.missing(of: kind.essentials)
        #expect(missing == [])
        #expect(tab.complaints == [])
      }
    }

    @Test("prints on white paper, without what only a screen needs", arguments: PageKind.all)
    func print(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(kind.address(in: stage.reports.folder))
        try await tab.show(.print)
        let shown: [String] = try await tab.evaluate(
          "[...document.querySelectorAll('nav, .skip')].filter(e => e.checkVisibility()).map(e => e.className)"
        )
        #expect(shown == [])
        let background: String = try await tab.evaluate(
          "getComputedStyle(document.body).backgroundColor")
        #expect(background == "rgb(255, 255, 255)")
        let torn: [String] = try await tab.evaluate(
          """
          [...document.querySelectorAll("figure, tr, .card")]
            .filter(e => !getComputedStyle(e).breakInside.startsWith("avoid")).map(e => e.className)
          """)
        #expect(torn == [])
        let document = try await tab.pdf()
        #expect(document.starts(with: Array("%PDF-".utf8)))
        let pages = String(decoding: document, as: UTF8.self).matches(of: /\/Type \/Page\b/).count
        #expect((1...12).contains(pages))
      }
    }
  }
}
