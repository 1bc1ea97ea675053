import Foundation
import Testing

extension InBrowser {
  /// What axe-core finds.
  @Suite("a page for everybody") struct AccessibilityTests {
    let stage: Stage

    init() throws { stage = try .current }

    private struct Violation: Decodable, Equatable, CustomStringConvertible {
      var rule: String
      var elements: [String]

      var description: String { "\(rule): \(elements.joined(separator: "\n"))" }
    }

    /// axe-core, from where scripts/setup puts it.
    private static func axe() throws -> String {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let file = root.appendingPathComponent(".venv-tests/axe_playwright_python/axe.min.js")
      guard let script = try? String(contentsOf: file, encoding: .utf8) else {
        throw BrowserError("axe-core is not at \(file.path): run scripts/setup --tests")
      }
      return script
    }

    private static let check = """
      axe.run(document, {
        resultTypes: ["violations"],
        runOnly: {
          type: "tag",
          values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
      }).then(result => result.violations.map(violation => ({
        rule: violation.id,
        elements: violation.nodes.map(node => `${node.html.slice(0, 200)} ${node.failureSummary}`),
      })))
      """

    @Test("breaks no rule of axe-core, light and dark, wide and narrow", arguments: PageKind.all)
    func rules(kind: PageKind) async throws {
      let axe = try Self.axe()
      try await stage.browser.withTab { tab in
        try await tab.show(.light)
        try await tab.open(kind.address(in: stage.reports.folder))
        try await tab.run(axe + ";\n0")
        try await expectNone(tab)
        try await tab.show(.dark)
        try await expectNone(tab)
        try await tab.resize(width: 360, height: 800)
        try await expectNone(tab)
      }
    }

    private func expectNone(_ tab: Tab) async throws {
      let violations = try await tab.evaluate(Self.check, as: [Violation].self)
      #expect(violations == [])
    }

    @Test("would be told of a rule it breaks")
    func broken() async throws {
      let axe = try Self.axe()
      try await stage.browser.withTab { tab in
        try await tab.open(PageKind.all[0].address(in: stage.reports.folder))
        try await tab.run(
          axe + ";\ndocument.querySelector('h1').style.color = '#ddd'; document.title = ''")
        let rules = try await tab.evaluate(Self.check, as: [Violation].self).map(\.rule)
        #expect(rules.contains("color-contrast") && rules.contains("document-title"))
      }
    }
  }
}
