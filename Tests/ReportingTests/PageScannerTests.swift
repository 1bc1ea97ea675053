import Testing

@testable import Reporting

@Suite struct PageScannerTests {
  /// Tags as `name a=1 b=2`, closing ones with a slash.
  private func tags(_ page: String) -> [String] {
    let bytes = Array(page.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return PageScanner(bytes).map { tag in
      ([(tag.isEnd ? "/" : "") + tag.name]
        + tag.attributes.map {
          $0.name + (text($0.range).contains("=") ? "=" + text($0.value) : "")
        })
        .joined(separator: " ")
    }
  }

  @Test(
    "finds tags and attributes as browsers do",
    arguments: [
      ("<p>a</p>", ["p", "/p"]),
      ("<A HREF=\"x\" b='y' c=z d>", ["a href=x b=y c=z d"]),
      ("<a b = \"1\"c=2>", ["a b=1 c=2"]),
      ("<path d=\"M0 0\"/>", ["path d=M0 0"]),
      ("<a b=x/>", ["a b=x/"]),
      ("<a b=\"<c>\" d='\">'>e</a>", ["a b=<c> d=\">", "/a"]),
      ("a < b <1> </ c> <p", []),
      ("<!DOCTYPE html><?php <b> ?><i>", ["i"]),
      ("<!-- <a> --><b>", ["b"]), ("<!--><a>", ["a"]), ("<!---><a>", ["a"]),
      ("<!-- <a> --!><b>", ["b"]), ("<!-- <a>", []),
      ("<script>if (a<b) '</p>'</script ><b>", ["script", "/script", "b"]),
      ("<SCRIPT>'</scripts>'</Script><b>", ["script", "/script", "b"]),
      (
        "<style>a>b{}</style><textarea><p></textarea>",
        ["style", "/style", "textarea", "/textarea"]
      ),
      ("<title><b></title><i>", ["title", "/title", "i"]),
      ("<a =b>", ["a =b="]), ("<a \"b>", ["a \"b"]), ("<a b=\"c", []),
    ])
  func finds(page: String, expected: [String]) {
    #expect(tags(page) == expected, "\(page)")
  }

  @Test("a quote or bracket with a combining mark still is one, and text never is a tag")
  func combining() {
    #expect(
      tags("<a b=\"\u{301}x\"\u{301} c=\"d\">") == ["a b=\u{301}x \u{301} c=d"])
    #expect(tags("<a b=\"c\"\u{338}>\u{338}<b\u{301}>") == ["a b=c \u{338}", "b\u{301}"])
    // An escaped text holds nothing that a scanner could take for markup.
    for text in ["\"\u{301} x=\"\u{301}", "<b\u{338}>", "</p>", "<!--", "]]>", "'><i>"] {
      #expect(tags("<p title=\"\(HTMLText.escape(text))\">\(HTMLText.escape(text))</p>").count == 2)
    }
  }

  @Test("what is cut anywhere makes no tag twice, and never runs over the end")
  func cuts() {
    let page = Array(
      "<!DOCTYPE html><main id='m'><!-- x --><a href=\"#b\">c</a><script>d</script></main>".utf8)
    let whole = PageScanner(page).map(\.range)
    for end in 0...page.count {
      let cut = PageScanner(page, in: 0..<end).map(\.range)
      #expect(cut == whole.filter { $0.upperBound <= end })
    }
  }

  @Test("the parts of a page are found")
  func parts() throws {
    let page = Array(
      """
      <head><title>A &quot;b&quot;</title><script src="x.js"></script></head><body>
      <nav><a href="b.html" aria-current="page">b</a></nav><main id="top"><svg><title>no</title></svg>
      <a href="c.html" aria-current="page">c</a></main></body>
      """.utf8)
    let parts = try #require(PageParts(page))
    func text(_ range: Range<Int>) -> String { String(decoding: page[range], as: UTF8.self) }
    #expect(text(parts.title) == "A &quot;b&quot;")
    #expect(text(parts.content).hasPrefix("<svg>") && text(parts.content).hasSuffix("c</a>"))
    #expect(text(parts.mainID) == "top")
    #expect(parts.currentLink.map(text) == "b.html")
    #expect(parts.scripts.map(text) == ["x.js"])
    #expect(PageParts(Array("<p>nothing</p>".utf8)) == nil)
    let plain = try #require(PageParts(Array("<body class=a><p>b</p></body>".utf8)))
    #expect(plain.content.count == "<p>b</p>".utf8.count)
  }
}
