import Testing

@testable import Reporting

@Suite struct ArticleLinksTests {
  private let links = ArticleLinks(
    page: "finding-12.html",
    files: [
      "index.html", "findings.html", "finding-12.html", "images/a.png", "objects/caf\u{E9}.html",
    ],
    mainID: "main")

  @Test(
    "links between pages become fragments, others stay",
    arguments: [
      ("index.html", .fragment("#index")), ("./index.html", .fragment("#index")),
      ("findings.html#f12", .fragment("#findings--f12")),
      ("#order", .fragment("#finding-12--order")),
      ("#main", .fragment("#finding-12")), ("#", .fragment("#finding-12")),
      ("#top", .fragment("#finding-12")), ("findings.html#", .fragment("#findings")),
      ("findings.html#q=spoon&p=2", .fragment("#findings?q=spoon&p=2")),
      ("objects/caf%C3%A9.html", .fragment("#objects--caf%C3%A9")),
      ("images/a.png", .lost), ("missing.html", .elsewhere), ("../index.html", .elsewhere),
      ("/index.html", .elsewhere), ("https://x.example/index.html", .elsewhere),
      ("javascript:alert(1)", .elsewhere), ("data:text/html,x", .elsewhere), ("%", .elsewhere),
    ] as [(String, ArticleLinks.Target)])
  func targets(link: String, target: ArticleLinks.Target) {
    #expect(links.target(link) == target, "\(link)")
  }

  @Test("pages in folders find their neighbors and what is above them")
  func folders() {
    var deep = links
    deep = ArticleLinks(page: "objects/caf\u{E9}.html", files: links.files)
    #expect(deep.target("../finding-12.html#order") == .fragment("#finding-12--order"))
    #expect(deep.target("caf%C3%A9.html") == .fragment("#objects--caf%C3%A9"))
    #expect(deep.file("../images/a.png") == "images/a.png")
    #expect(links.ids("a  b") == "finding-12--a finding-12--b")
  }

  @Test("ids, what refers to them, and pictures are rewritten; text is not")
  func rewriting() {
    let page = """
      <p id="a" title='id="a" href="#a"'>id="a" &lt;a href="#a"&gt;</p><label for=q aria-describedby="a b">
      <svg><clipPath id="c"/><path clip-path="url(#c)" d="M0"/><use href='#c'/></svg>
      <a href="findings.html#f12" class="x">y</a><a href="images/a.png">z</a><input type="radio" name="r"><input name="q"><script src="r.js" defer></script>
      <img class="faded" src="images/a.png" width="4" height="3" alt='a "b" &amp; c' id=i loading="lazy"><img src="none.png">
      """
    let bytes = Array(page.utf8)
    let pictures = PictureList()
    let rewriter = ArticleRewriter(bytes: bytes, links: links, isArticle: true, pictures: pictures)
    let result = String(decoding: rewriter.rewritten(0..<bytes.count), as: UTF8.self)
    let p = "finding-12--"
    #expect(
      result == """
        <p id="\(p)a" title='id="a" href="#a"'>id="a" &lt;a href="#a"&gt;</p><label for=\(p)q aria-describedby="\(p)a \(p)b">
        <svg><clipPath id="\(p)c"/><path clip-path="url(#\(p)c)" d="M0"/><use href='#\(p)c'/></svg>
        <a href="#findings--f12" class="x">y</a><a >z</a><input type="radio" name="\(p)r"><input name="q">
        <svg class="image faded" viewBox="0 0 4 3" role="img" aria-label="a &quot;b&quot; &amp; c" id="\(p)i" focusable="false"><use href="#picture-a.png" width="4" height="3"/></svg><img src="none.png">
        """)
    #expect(pictures.paths == ["images/a.png"])
  }

  @Test(
    "selectors of ids find the ids of every page, and nothing else changes",
    arguments: [
      (
        "#record + .a, #b{color:#fff;fill:url(#c)}",
        ":is(#record, [id$=\"--record\"]) + .a, :is(#b, [id$=\"--b\"]){color:#fff;fill:url(#c)}"
      ),
      (
        "@media print{.a:not(:has(#x-1:checked)) p{a:b}}",
        "@media print{.a:not(:has(:is(#x-1, [id$=\"--x-1\"]):checked)) p{a:b}}"
      ),
      (
        "/* #a { */ [href=\"#b\"], [x='{#c'] { d: e }",
        "/* #a { */ [href=\"#b\"], [x='{#c'] { d: e }"
      ),
      ("a{--b:#abc}#a\\:b{}#1{}# {}", "a{--b:#abc}#a\\:b{}#1{}# {}"),
      ("a{b:\"}#c{\"}", "a{b:\"}#c{\"}"), ("#a", "#a"), ("", ""),
    ])
  func style(sheet: String, expected: String) {
    #expect(ArticleStyle.rewritten(Array(sheet.utf8)) == Array(expected.utf8))
  }

  @Test(
    "scripts and styles cannot close their element, and hold the bytes that browsers digest",
    arguments: [
      ("a\r\nb\rc", "a\nb\nc"), ("'</script>'", "'<\\/script>'"),
      ("</SCRIPT\u{301}", "<\\/SCRIPT\u{301}"),
      ("'<!--\u{301}'", "'<\\!--\u{301}'"), ("a </b> <", "a </b> <"),
    ])
  func inline(text: String, expected: String) {
    #expect(SingleFile.inline(Array(text.utf8), in: "script") == Array(expected.utf8))
  }
}
