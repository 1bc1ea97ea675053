import Foundation
import Testing

extension InBrowser {
  /// What a person without a mouse can do.
  @Suite("a page by keyboard") struct KeyboardTests {
    let stage: Stage

    init() throws { stage = try .current }

    /// Where the focus is, and whether one sees it there.
    private struct Focus: Decodable {
      /// The element's place among those that can be reached; -1 for any other.
      var place: Int
      var name: String
      var isSeen: Bool
    }

    /// Finds what a person must be able to reach, in the order of the page.
    private static let reach = """
      globalThis.halluxReach = [...document.querySelectorAll(
        "a[href], area[href], button, input, select, textarea, summary, [tabindex]")]
        .filter(element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility()
          // Of a group of radio buttons Tab reaches the one that is chosen.
          && !(element.type == "radio" && !element.checked));
      halluxReach.length
      """

    private static let focus = """
      (() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return {
          place: halluxReach.indexOf(element),
          name: `${element.tagName} ${(element.ariaLabel ?? element.textContent).trim().slice(0, 40)}`,
          isSeen: element.matches(":focus-visible") && style.outlineStyle != "none"
            && parseFloat(style.outlineWidth) > 0 && box.width > 4 && box.height > 4
            && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        };
      })()
      """

    @Test("lets Tab reach everything in order, and shows where one is", arguments: PageKind.all)
    func order(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        try await tab.show(.light)
        try await tab.open(kind.address(in: stage.reports.folder))
        let count: Int = try await tab.evaluate(Self.reach)
        #expect(count >= 3)
        for place in 0..<count {
          try await tab.press(.tab)
          try await tab.settle()
          let focus: Focus = try await tab.evaluate(Self.focus)
          #expect(focus.place == place, "after \(place + 1) times Tab: \(focus.name)")
          #expect(focus.isSeen, "\(focus.name) does not show that it has the focus")
        }
      }
    }

    @Test("leads past its head to its contents", arguments: PageKind.all)
    func skip(kind: PageKind) async throws {
      try await stage.browser.withTab { tab in
        try await tab.open(kind.address(in: stage.reports.folder))
        try await tab.press(.tab)
        try await tab.press(.enter)
        try await tab.event { $0.name == "Page.navigatedWithinDocument" }
        try await tab.press(.tab)
        let isPast: Bool = try await tab.evaluate(
          """
          location.hash == "#main"
            && (!document.querySelector("main a, main button, main input, main [tabindex]")
              || document.activeElement == document.body || !document.activeElement.closest("header, .skip"))
          """)
        #expect(isPast)
      }
    }
  }
}
