import Testing

@testable import Reporting

@Suite struct HTMLTextTests {
  @Test(
    "text is escaped scalar by scalar",
    arguments: [
      ("plain, with \u{E9} and \u{1F600}", "plain, with \u{E9} and \u{1F600}"),
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("a & b", "a &amp; b"),
      ("\"'`", "&quot;&#39;&#96;"),
      ("two\nlines\t\u{0}", "two\u{240A}lines\u{2409}\u{2400}"),
      ("\u{7F}\u{9B}31m", "\u{2421}[U+009B]31m"),
      ("evil\u{202E}gnp.exe", "evil[U+202E]gnp.exe"),
      ("\u{FEFF}\u{200B}\u{2028}\u{E0041}", "[U+FEFF][U+200B][U+2028][U+E0041]"),
      ("\u{338}overlay", "&#x338;overlay"),
      ("a\u{301}", "a\u{301}"),
      ("", ""),
    ])
  func escaping(raw: String, escaped: String) {
    #expect(Array(HTMLText.escape(raw).unicodeScalars) == Array(escaped.unicodeScalars))
  }

  @Test("a quotation mark with a combining mark does not get through an attribute")
  func combiningMark() throws {
    // One grapheme, which the template engine's own escaping lets pass.
    let payload = "x\"\u{301} onmouseover=alert(1) y=\"\u{301}"
    let templates = try TemplateSet { name throws(ReportError) in
      name == "picture.html" ? Array("<a title=\"{{{text}}}\">{{{text}}}</a>".utf8) : []
    }
    let page = try templates.render("picture.html", ["text": .text(payload)])
    #expect(page.unicodeScalars.filter { $0 == "\"" }.count == 2)
    #expect(page.unicodeScalars.contains { $0 == "\u{301}" })
  }

  @Test("no scalar brings a character of markup into the page, with or without a combining mark")
  func everyScalar() {
    let markup: Set<Unicode.Scalar> = ["<", ">", "\"", "'", "`"]
    // All of the basic plane, and a sample of the others.
    for value in Array(UInt32(0)...0xFFFF) + stride(from: 0x10000, through: 0x10FFFF, by: 997) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let escaped = HTMLText.escape(String(Character(scalar)) + "\u{301}")
      if escaped.unicodeScalars.contains(where: { markup.contains($0) || $0.value < 0x20 }) {
        Issue.record("U+\(String(value, radix: 16)) gets through")
      }
    }
  }
}
