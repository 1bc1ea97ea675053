import Testing

@testable import Reporting

/// Where links may lead.
@Suite struct LinkTextTests {
  @Test(
    "pages, pictures and places in them stay as they are",
    arguments: ["finding-12.html", "images/ab01.png", "findings.html#f12", "~a_b-c.d"])
  func plain(name: String) {
    #expect(LinkText.escape(name) == name)
  }

  @Test(
    "no name becomes a scheme, a host or the end of an attribute",
    arguments: [
      "javascript:alert(1)", "//x.example/a", "/etc/passwd", "a\"onclick=\"b", "a\"\u{301} x=",
      "data:text/html,<b>", "\u{1}javascript:x", "a b", "?q=1&b", "\u{2028}",
    ])
  func hostile(name: String) {
    let link = LinkText.escape(name)
    #expect(!link.hasPrefix("/"))
    #expect(link.utf8.allSatisfy { !":\"'<>& ?".utf8.contains($0) && $0 > 0x20 && $0 < 0x7F })
  }
}
