import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting

extension InBrowser {
  /// What the list's script adds, on a list of three pages.
  @Suite("the list") struct ListTests {
    let stage: Stage

    init() throws { stage = try .current }

    /// What a person sees of the list.
    private struct Look: Decodable, Equatable {
      var shown: String
      var rows: Int
      var first: String
      var hash: String
      var sort: [String]
      var pages: [String]
    }

    private static let look = """
      ({
        shown: document.querySelector(".shown").textContent,
        rows: document.querySelectorAll(".findings tbody tr").length,
        first: document.querySelector(".findings tbody tr")?.id ?? "",
        hash: location.hash,
        sort: [...document.querySelectorAll("th[aria-sort]")].map(
          header => header.dataset.sort + " " + header.getAttribute("aria-sort")),
        pages: document.querySelector("nav.pages").hidden ? [] :
          [...document.querySelectorAll("nav.pages li")].map(
            item => item.textContent.trim() + (item.querySelector("[aria-current]") ? "*" : "")),
      })
      """

    /// A page of the list of 250 findings, perhaps with a fragment.
    private func page(_ name: String, in folder: String = "long") throws -> URL {
      let address = stage.reports.folder.appendingPathComponent(folder).absoluteString
      return try #require(URL(string: (address.hasSuffix("/") ? address : address + "/") + name))
    }

    /// The list of a report of its own.
    private func page(of count: Int, text: String? = nil) throws -> URL {
      let folder = "long-\(UUID().uuidString)"
      try stage.reports.write(LongReport(count: count, text: text), to: folder)
      return try page("findings.html", in: folder)
    }

    private func look(at tab: Tab) async throws -> Look { try await tab.evaluate(Self.look) }

    /// Chooses in one of the form's lists, as a person does, and waits until the address tells.
    private func choose(_ value: String, in name: String, of tab: Tab) async throws {
      try await tab.run(
        """
        new Promise(done => {
          addEventListener("hashchange", done, { once: true });
          const list = document.querySelector("form.sift").elements[\(quoted(name))];
          list.value = \(quoted(value));
          list.dispatchEvent(new Event("change", { bubbles: true }));
        })
        """)
    }

    private func quoted(_ text: String) -> String { ScriptText.literal(text) }

    /// Does something that leads to another fragment, and waits for it.
    private func awaitHash(_ script: String, in tab: Tab) async throws {
      try await tab.run(
        """
        new Promise(done => {
          addEventListener("hashchange", () => setTimeout(done), { once: true });
          \(script)
        })
        """)
    }

    @Test("is searched while one types, and filtered, with a count and a permalink")
    func search() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings.html"))
        var look = try await look(at: tab)
        #expect(
          look
            == Look(
              shown: "250 findings, 1\u{2013}100 shown", rows: 100, first: "f1", hash: "",
              sort: ["confidence descending"], pages: ["1*", "2", "3"]))
        try await tab.click("form.sift input[type=search]")
        try await tab.type("CUP lost")
        look = try await self.look(at: tab)
        // A fifteenth twice: the object goes round in three, the picture in five.
        #expect(look.shown == "33 of 250 findings" && look.rows == 33 && look.pages == [])
        try await choose("false-positive", in: "kind", of: tab)
        look = try await self.look(at: tab)
        #expect(look.hash == "#q=CUP%20lost&kind=false-positive")
        #expect(tab.complaints == [])
      }
    }

    @Test("goes back and forward, and to what an address names")
    func permalinks() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings.html#kind=false-positive&sort=-number&page=2"))
        var look = try await look(at: tab)
        #expect(look.shown == "200 of 250 findings, 101\u{2013}200 shown")
        #expect(look.sort == ["number descending"] && look.pages == ["1", "2*"])
        #expect(look.first == "f125")
        try await choose("cup", in: "object", of: tab)
        #expect(try await self.look(at: tab).hash == "#kind=false-positive&object=cup&sort=-number")
        try await awaitHash("history.back();", in: tab)
        #expect(try await self.look(at: tab) == look)
        #expect(
          try await tab.evaluate("document.querySelector('[name=object]').value", as: String.self)
            == "")
        try await awaitHash("history.forward();", in: tab)
        look = try await self.look(at: tab)
        #expect(look.hash == "#kind=false-positive&object=cup&sort=-number")
      }
    }

    @Test(
      "passes over a fragment that says nothing of it",
      arguments: [
        "#f12", "#q=%FF", "#kind=nonsense&sort=size&page=0", "#__proto__=x&constructor=y",
        "#&&==&page=1e3",
      ])
    func broken(fragment: String) async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings-2.html" + fragment))
        let look = try await look(at: tab)
        #expect(look.shown == "250 findings, 101\u{2013}200 shown")
        #expect(look.rows == 100 && look.first == "f101" && look.pages == ["1", "2*", "3"])
        #expect(tab.complaints == [])
      }
    }

    @Test("is sorted by the heads of its columns, what is missing last")
    func sorting() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page(of: 5))
        for (key, orders) in [
          ("area", [["area ascending", "f1"], ["area descending", "f2"]]),
          ("confidence", [["confidence descending", "f1"], ["confidence ascending", "f5"]]),
          ("number", [["number ascending", "f1"], ["number descending", "f5"]]),
          ("object", [["object ascending", "f2"], ["object descending", "f3"]]),
        ] {
          for order in orders {
            try await tab.click("th[data-sort=\(key)] button")
            let look = try await look(at: tab)
            #expect(look.sort == [order[0]] && look.first == order[1] && look.rows == 5, "\(look)")
          }
        }
        try await tab.click("th[data-sort=area] button")
        let last: [String] = try await tab.evaluate(
          "[...document.querySelectorAll('.findings tbody tr')].slice(2).map(row => row.id)")
        #expect(last == ["f3", "f4", "f5"])
      }
    }

    @Test("goes by pages, and says so to whoever cannot see it")
    func pages() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings.html"))
        try await awaitHash("document.querySelector('nav.pages [rel=next]').click();", in: tab)
        var look = try await look(at: tab)
        #expect(look.hash == "#page=2" && look.first == "f101" && look.pages == ["1", "2*", "3"])
        #expect(
          try await tab.evaluate("document.activeElement.className", as: String.self) == "shown")
        let isLive: Bool = try await tab.evaluate(
          "document.querySelector('.shown').getAttribute('aria-live') == 'polite'")
        #expect(isLive)
        try await awaitHash("document.querySelector('form.sift [type=reset]').click();", in: tab)
        look = try await self.look(at: tab)
        #expect(look.first == "f1" && look.shown == "250 findings, 1\u{2013}100 shown")
      }
    }

    @Test("a row that the script makes is the row of the page")
    func sameRows() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings.html"))
        let rows = "[...document.querySelectorAll('.findings tbody tr')].map(row => row.outerHTML)"
        // What stands in for a picture that one does not see is the only difference: links to it are hidden, too.
        let bare = "\(rows).map(row => row.replace(/ alt=\"[^\"]*\"/, '').replace(/>\\s+</g, '><'))"
        let written: [String] = try await tab.evaluate(bare)
        try await awaitHash("location.hash = 'page=2';", in: tab)
        let made: [String] = try await tab.evaluate(bare)
        #expect(made.count == 100)
        let second = try page("findings-2.html")
        try await tab.open(second)
        let writtenSecond: [String] = try await tab.evaluate(bare)
        #expect(made == writtenSecond)
        #expect(written != made)
      }
    }

    @Test("is reached by a key, and cleared by another")
    func keys() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings.html#q=cup"))
        try await tab.press(.slash)
        let isThere = "document.activeElement === document.querySelector('form.sift').elements.q"
        #expect(try await tab.evaluate(isThere, as: Bool.self))
        try await tab.press(.escape)
        let look = try await look(at: tab)
        #expect(look.shown == "250 findings, 1\u{2013}100 shown")
        #expect(
          try await tab.evaluate("document.querySelector('[name=q]').value", as: String.self) == "")
      }
    }

    @Test(
      "makes no markup of what others wrote",
      arguments: [
        "<img src=x onerror=hallux_pwned=1>", "</script><script>hallux_pwned=1</script>",
        "\"\u{301}];hallux_pwned=1//", "<!--<script>", "a&b=c#d%20e+f",
      ])
    func hostile(text: String) async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page(of: 20, text: text))
        let tags = "[...document.querySelectorAll('.findings tbody *')].map(e => e.tagName).length"
        let before: Int = try await tab.evaluate(tags)
        try await choose("number", in: "sort", of: tab)
        #expect(try await tab.evaluate(tags, as: Int.self) == before)
        let object: String = try await tab.evaluate(
          "[...document.querySelector('[name=object]').options].map(o => o.value)[1]")
        #expect(object == text + " 0")
        try await choose(object, in: "object", of: tab)
        let found = try await look(at: tab)
        #expect(found.shown == "3 of 20 findings")
        let question: String = try await tab.evaluate(
          "document.querySelector('.findings tbody th a').textContent")
        #expect(question == text + "?")
        #expect(try await !tab.evaluate("'hallux_pwned' in globalThis", as: Bool.self))
        #expect(tab.complaints == [])
      }
    }

    @Test("has its hundreds in files of their own where no script runs")
    func scriptless() async throws {
      try await stage.browser.withTab { tab in
        try await tab.forbidScripts()
        try await tab.open(page("findings-3.html"))
        let seen: [String] = try await tab.evaluate(
          """
          [
            String(document.querySelector("form.sift").checkVisibility()),
            String(document.querySelectorAll(".findings tbody tr").length),
            document.querySelector(".shown").textContent,
            document.querySelector("nav.pages [rel=prev]").getAttribute("href"),
            String(document.querySelectorAll("th button").length),
          ]
          """)
        #expect(
          seen
            == ["false", "50", "250 findings, 201\u{2013}250 shown", "findings-2.html", "0"])
      }
    }

    @Test("stays quick with ten thousand findings: rows are made for one page")
    func many() async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(page("findings.html"))
        // The same findings forty times over, under numbers of their own.
        let counts: [Int] = try await tab.evaluate(
          """
          (() => {
            const { readRows, filter, parse } = halluxList;
            const { columns, rows } = halluxFindings;
            const many = readRows({ columns, rows: Array.from({ length: 40 }, () => rows).flat() });
            const found = filter(many, parse("#q=tv", { kind: new Set() }));
            return [many.length, found.length, document.querySelectorAll(".findings tbody tr").length];
          })()
          """)
        #expect(counts == [10_000, 3_320, 100])
      }
    }
  }
}
