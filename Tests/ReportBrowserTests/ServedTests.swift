import Foundation
import Testing

extension InBrowser {
  /// Reports behind web servers.
  @Suite("a page from a server") struct ServedTests {
    let stage: Stage

    init() throws { stage = try .current }

    @Test("is what it is in a folder", arguments: PageKind.all)
    func plain(kind: PageKind) async throws {
      let server = ReportServer(stage.reports.folder)
      defer { server.stop() }
      try await stage.browser.withTab { tab in
        try await tab.open(kind.address(in: server.address))
        let folder = kind.folder(in: server.address).absoluteString
        #expect(tab.requests.filter { !$0.hasPrefix(folder) && !$0.hasPrefix("data:") } == [])
        #expect(tab.complaints == [])
        let missing = try await tab.missing(of: kind.essentials)
        #expect(missing == [])
      }
    }

    /// The header that Jenkins sends with what a build leaves behind.
    private static let jenkins =
      "Content-Security-Policy: sandbox; default-src 'none'; img-src 'self'; style-src 'self'"

    @Test("reads well under the rules of Jenkins", arguments: PageKind.all)
    func jenkins(kind: PageKind) async throws {
      let server = ReportServer(stage.reports.folder, headers: [Self.jenkins])
      defer { server.stop() }
      try await stage.browser.withTab { tab in
        try await tab.expectNoScripts()
        try await tab.open(kind.address(in: server.address))
        #expect(try await tab.evaluate("origin", as: String.self) == "null")
        try await expectReadable(kind, in: tab)
        // The icon in the page and its script are all that those rules take away.
        let others = tab.complaints.filter { complaint in
          !["img-src", "script-src", "default-src", "Blocked script"].contains {
            complaint.contains($0)
          }
        }
        #expect(others == [])
      }
    }

    @Test("reads well in a sandboxed frame", arguments: PageKind.all)
    func framed(kind: PageKind) async throws {
      let server = ReportServer(
        stage.reports.folder,
        pages: [
          "/frame.html": """
          <!DOCTYPE html><title>Frame</title><link rel="icon" href="data:,">
          <iframe sandbox src="\(kind.path)" width="1200" height="700"></iframe>
          """
        ])
      defer { server.stop() }
      try await stage.browser.withTab { tab in
        try await tab.open(server.address.appendingPathComponent("frame.html"))
        #expect(tab.complaints == [])
        try await expectReadable(kind, in: try await tab.frame())
      }
    }

    /// The words are there, and so is the style sheet.
    private func expectReadable(_ kind: PageKind, in tab: Tab) async throws {
      let missing = try await tab.missing(of: kind.essentials)
      #expect(missing == [])
      let width: String = try await tab.evaluate(
        "getComputedStyle(document.querySelector('main')).maxWidth")
      #expect(width == "1184px")
    }
  }
}
