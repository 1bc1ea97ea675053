import Foundation
import Imaging
import Testing

extension InBrowser {
  /// What the scripts of a finding's page add to it.
  @Suite("the page of a finding") struct FindingTests {
    let stage: Stage

    init() throws { stage = try .current }

    private static let kind = PageKind(
      name: "finding", path: "report/finding-11.html", essentials: [])

    private func withPage(_ body: @Sendable (Tab) async throws -> Void) async throws {
      try await stage.browser.withTab { tab in
        try await tab.show(.light)
        try await tab.open(Self.kind.address(in: stage.reports.folder))
        try await body(tab)
      }
    }

    /// Where the slider stands, and what moved with it.
    private struct Reveal: Decodable, Equatable {
      var step: String
      var spoken: String
      var read: String
      /// How many regions are hidden.
      var hidden: Int
      /// Where the curves' marks are.
      var marks: [String]
      /// The row that is marked.
      var row: String
      /// The buttons that can be pressed, those of this step in brackets.
      var buttons: [String]
    }

    private static func reveal(_ tab: Tab) async throws -> Reveal {
      try await tab.evaluate(
        """
        (() => {
          const slider = document.querySelector("#reveal-step");
          return {
            step: slider.value,
            spoken: slider.getAttribute("aria-valuetext"),
            read: document.querySelector(".readout").textContent,
            hidden: document.querySelector(".concealed").getAttribute("d").split("M").length - 1,
            marks: [...document.querySelectorAll(".curve .step")]
              .map(mark => `${mark.getAttribute("cx")} ${mark.getAttribute("cy")}`),
            row: document.querySelector(".order-table .here").id,
            buttons: [...document.querySelectorAll(".snaps button")].filter(button => button.checkVisibility())
              .map(button => button.ariaPressed == "true" ? `[${button.textContent}]` : button.textContent),
          };
        })()
        """)
    }

    @Test("the slider moves by keys, and with it the picture, the curves' marks and the words")
    func slider() async throws {
      try await withPage { tab in
        try await tab.run("document.querySelector('#reveal-step').focus()")
        var reveal = try await Self.reveal(tab)
        #expect(
          reveal.spoken == "0 of 64 regions, 0% of the picture: p(Yes) 0.982, prefers Yes")
        #expect(reveal.hidden == 0 && reveal.row == "step-0")
        #expect(reveal.marks == ["40 171.1", "40 15"])
        #expect(reveal.buttons == ["Whole trigger: 2 regions", "Flip: 1 region"])

        try await tab.press(.right)
        try await tab.press(.right)
        reveal = try await Self.reveal(tab)
        #expect(
          reveal.spoken == "2 of 64 regions, 3.5% of the picture: p(Yes) 0.066, prefers No")
        #expect(reveal.read == "Removed: " + reveal.spoken)
        #expect(reveal.hidden == 2 && reveal.row == "region-41")
        #expect(reveal.marks == ["51 61.7", "51 165.2"])
        #expect(reveal.buttons == ["[Whole trigger: 2 regions]", "Flip: 1 region"])

        try await tab.press(.end)
        reveal = try await Self.reveal(tab)
        #expect(reveal.step == "64" && reveal.hidden == 64)
        #expect(reveal.spoken.hasPrefix("64 of 64 regions, 100% of the picture: "))
        try await tab.press(.home)
        try await tab.press(.pageUp)
        let page = try await Self.reveal(tab)
        #expect(Int(page.step).map { $0 > 1 && $0 < 64 } == true)
        try await tab.press(.pageDown)
        #expect(try await Self.reveal(tab).step == "0")
      }
    }

    @Test("regions are shown as well as removed, each with its own steps to go to")
    func ways() async throws {
      try await withPage { tab in
        try await tab.click("input[value=shown]")
        var reveal = try await Self.reveal(tab)
        #expect(
          reveal.read == "Shown: 0 of 64 regions, 0% of the picture: p(Yes) 0.030, prefers No")
        #expect(reveal.hidden == 64)
        #expect(reveal.buttons == ["Whole sufficient set: 4 regions", "Flip: 2 regions"])
        try await tab.click(".snaps button[data-way=shown][data-kind=trigger]")
        reveal = try await Self.reveal(tab)
        #expect(reveal.step == "4" && reveal.hidden == 60)
        #expect(reveal.buttons == ["[Whole sufficient set: 4 regions]", "Flip: 2 regions"])
        try await tab.click(".snaps button[data-way=shown][data-kind=flip]")
        #expect(try await Self.reveal(tab).step == "2")
        let stops: [String] = try await tab.evaluate(
          "[...document.querySelectorAll('.stops path')].map(p => `${p.getAttribute('class')} ${p.getAttribute('d')}`)"
        )
        #expect(stops == ["trigger M4 0V1", "flip M2 0V1"])
      }
    }

    @Test("what the slider hides is dark on the screen, and what it shows is not")
    func pixels() async throws {
      try await withPage { tab in
        try await tab.resize(width: 1280, height: 4000)
        let box: [Double] = try await tab.evaluate(
          """
          (() => {
            const box = document.querySelector(".reveal .picture").getBoundingClientRect();
            return [box.left, box.top, box.width, box.height];
          })()
          """)
        func level() async throws -> Double {
          let picture = try await tab.screenshot()
          var sum = 0.0
          for y in 0..<20 {
            for x in 0..<20 {
              let column = Int(box[0] + box[2] * (Double(x) + 0.5) / 20)
              let row = Int(box[1] + box[3] * (Double(y) + 0.5) / 20)
              let start = (row * picture.width + column) * 3
              sum += Double(picture.pixels[start]) / 400
            }
          }
          return sum
        }
        let whole = try await level()
        #expect(whole > 100)
        try await tab.run("document.querySelector('#reveal-step').focus()")
        try await tab.press(.end)
        #expect(try await level() == 0)
        try await tab.click("input[value=shown]")
        #expect(try await level() == whole)
      }
    }

    /// Where the keys are on the map.
    private static func place(_ tab: Tab) async throws -> [String] {
      try await tab.evaluate(
        """
        [
          document.activeElement.dataset?.region ?? "",
          document.querySelector(".pointed-at").textContent.slice(0, 16),
          String(document.querySelectorAll(".map a[tabindex='0']").length),
          String([...document.querySelectorAll(".pointed")].filter(p => p.getAttribute("d")).length),
        ]
        """)
    }

    @Test("the map is one stop of the Tab key, and arrows walk it by rank")
    func map() async throws {
      try await withPage { tab in
        try await tab.run("document.querySelector('.map a').focus()")
        #expect(try await Self.place(tab) == ["42", "Rank 1: region 4", "1", "5"])
        try await tab.press(.right)
        try await tab.press(.down)
        #expect(try await Self.place(tab)[0] == "43")
        try await tab.press(.left)
        try await tab.press(.up)
        try await tab.press(.up)
        #expect(try await Self.place(tab)[0] == "42")
        try await tab.press(.end)
        let last = try await Self.place(tab)
        #expect(last[1].hasPrefix("Rank 64: region") && last[2] == "1")
        try await tab.press(.home)
        try await tab.press(.right)
        try await tab.press(.enter)
        let landed: [String] = try await tab.evaluate(
          "[location.hash, String(document.querySelector('#region-41').checkVisibility())]")
        #expect(landed == ["#region-41", "true"])
        try await tab.run("document.querySelector('.map a[tabindex=\"0\"]').focus()")
        #expect(try await Self.place(tab)[0] == "41")
        try await tab.press(.escape)
        #expect(try await Self.place(tab) == ["", "Point at a regio", "1", "0"])
      }
    }

    @Test("a line of the proof marks its regions on every picture")
    func proof() async throws {
      try await withPage { tab in
        let outlines =
          "[...document.querySelectorAll('.pointed')].map(p => p.getAttribute('d') ?? '')"
        try await tab.click(".certificate tbody tr:nth-child(2) th")
        let pointed: [String] = try await tab.evaluate(outlines)
        let region: String = try await tab.evaluate(
          "document.querySelector('.map a[data-region=\"41\"] path').getAttribute('d')")
        #expect(pointed == Array(repeating: region, count: 5))
        try await tab.click("h1")
        #expect(
          try await tab.evaluate(outlines, as: [String].self) == Array(repeating: "", count: 5))
      }
    }

    @Test(
      "the truth is shown when it is asked for, with script and without", arguments: [true, false])
    func truth(hasScript: Bool) async throws {
      try await stage.browser.withTab { tab in
        if !hasScript { try await tab.forbidScripts() }
        try await tab.open(Self.kind.address(in: stage.reports.folder))
        let shown =
          "[...document.querySelectorAll('.truth')].map(e => getComputedStyle(e).display != 'none')"
        #expect(try await tab.evaluate(shown, as: [Bool].self) == [false, false])
        try await tab.click("#show-truth")
        #expect(try await tab.evaluate(shown, as: [Bool].self) == [true, true])
        let names: [String] = try await tab.evaluate(
          "[...document.querySelectorAll('.truth text')].map(e => e.textContent)")
        #expect(names == ["bowl", "cup"])
      }
    }

    @Test("without script there is no slider, and each region leads to its row")
    func scriptless() async throws {
      try await stage.browser.withTab { tab in
        try await tab.forbidScripts()
        try await tab.open(Self.kind.address(in: stage.reports.folder))
        let visible: [Bool] = try await tab.evaluate(
          """
          [".reveal", ".recheck button", "#region-50"]
            .map(name => document.querySelector(name)?.checkVisibility() ?? false)
          """)
        #expect(visible == [false, false, false])
        try await tab.run("document.querySelector('.map a[data-region=\"50\"]').focus()")
        try await tab.press(.enter)
        try await tab.event { $0.name == "Page.navigatedWithinDocument" }
        let row: Bool = try await tab.evaluate(
          "document.querySelector('#region-50').checkVisibility()")
        #expect(row, "the folded table opens")
      }
    }

    @Test("a command is copied, or selected where that is forbidden", arguments: [true, false])
    func copies(mayWrite: Bool) async throws {
      try await withPage { tab in
        try await tab.run(
          """
          globalThis.halluxCopied = [];
          Object.defineProperty(navigator, "clipboard", { value: {
            writeText: async text => {
              if (!\(mayWrite)) throw new Error("forbidden");
              halluxCopied.push(text);
            } } });
          0
          """)
        try await tab.click(".recheck button")
        try await tab.settle()
        let came: [String] = try await tab.evaluate(
          """
          [document.querySelector(".recheck [role=status]").textContent,
           halluxCopied.join() || String(getSelection())]
          """)
        #expect(came[0] == (mayWrite ? "Copied." : "Selected: copy it with the keyboard."))
        #expect(
          came[1] == "hallux explain kitchen-00.png --ask 'Is there a spoon in the image?'")
      }
    }

    @Test("on paper nothing is folded away, and no control is left")
    func paper() async throws {
      try await withPage { tab in
        try await tab.show(.print)
        let visible: [String] = try await tab.evaluate(
          """
          ["#region-50", ".reveal", ".recheck button", ".switch", ".pointed-at"]
            .filter(name => document.querySelector(name)?.checkVisibility())
          """)
        #expect(visible == ["#region-50"])
      }
    }
  }
}
