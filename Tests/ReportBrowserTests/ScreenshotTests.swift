import Codecs
import Foundation
import Imaging
import Testing

extension InBrowser {
  /// What pages look like; `RECORD_GOLDEN=1` takes the pictures anew.
  @Suite("a page's looks") struct ScreenshotTests {
    let stage: Stage

    init() throws { stage = try .current }

    /// A window, and what its reader wishes.
    enum Look: String, CaseIterable, Sendable {
      case light, dark, narrow

      var width: Int { self == .narrow ? 360 : 1280 }
      var wish: Tab.Wish { self == .dark ? .dark : .light }
    }

    /// Pictures are kept at a quarter of their size, so that a block of a page is 8 by 8 pixels.
    private static let shrinking = 4
    private static let block = 2

    private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden")

    private static func golden(_ name: String) throws -> RGBImage {
      let file = golden.appendingPathComponent(name)
      guard let bytes = try? Data(contentsOf: file) else {
        throw BrowserError("there is no \(file.path): record it with RECORD_GOLDEN=1")
      }
      return try PNGCodec.decode(Array(bytes), name: name)
    }

    /// A picture of the window at a quarter of its size.
    private func picture(
      _ kind: PageKind, _ look: Look, height: Int = 800, changed change: String? = nil
    ) async throws -> RGBImage {
      try await stage.browser.withTab(width: look.width, height: height) { tab in
        try await tab.show(look.wish)
        try await tab.open(kind.address(in: stage.reports.folder))
        if let change { try await tab.run(change) }
        return try await tab.screenshot().shrunk(by: Self.shrinking)
      }
    }

    @Test("are as recorded", arguments: PageKind.all, Look.allCases)
    func recorded(kind: PageKind, look: Look) async throws {
      let name = "\(kind.name)-\(look.rawValue).png"
      let picture = try await picture(kind, look)
      if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
        try Data(PNGCodec.encode(picture)).write(to: Self.golden.appendingPathComponent(name))
      }
      let likeness = try #require(
        ImageLikeness(try Self.golden(name), picture, block: Self.block), "\(name): another size")
      guard !likeness.isAlike else { return }
      let seen = FileManager.default.temporaryDirectory.appendingPathComponent("hallux-\(name)")
      try Data(PNGCodec.encode(picture)).write(to: seen)
      Issue.record("\(name): \(likeness); what it looks like now is \(seen.path)")
    }

    @Test(
      "are not taken for the same when the page changed",
      arguments: [
        "document.querySelector('h1').textContent = 'All is well.'",
        "document.querySelector('.keys').remove()",
        "document.documentElement.style.setProperty('--hot', '#0d6763')",
        "document.querySelector('link[rel=stylesheet]').remove()",
        "document.querySelector('.picture svg').remove()",
        "document.querySelector('.lede').style.fontWeight = 'bold'",
      ])
    func changed(change: String) async throws {
      let before = try await picture(PageKind.all[0], .light, height: 1200)
      let after = try await picture(PageKind.all[0], .light, height: 1200, changed: change)
      let likeness = ImageLikeness(before, after, block: Self.block)
      #expect(likeness?.isAlike != true, "\(likeness.map(\.description) ?? "")")
    }
  }
}
