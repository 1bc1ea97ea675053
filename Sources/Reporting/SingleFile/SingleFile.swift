import Codecs
import Foundation

/// Joins the pages of a folder into one file that opens anywhere and can be mailed.
///
/// It works on finished pages, whatever templates made them: what is in their `<main>` becomes an article each, within the
/// frame of the summary; links between pages become fragments, and a style sheet shows the article that the address names.
/// A picture is in the file once, and every `<img>` of it becomes a drawing that uses it. Pages are read, rewritten and written one
/// after the other: memory does not grow with their number.
struct SingleFile {
  /// The folder with the finished pages.
  let folder: ReportFolder
  /// What the single file needs beside the pages' own style and scripts.
  let templates: TemplateSet

  private let files: Set<String>
  private let pictures = PictureList()

  /// Prepares to join the pages of a folder.
  init(folder: ReportFolder, templates: TemplateSet) {
    self.folder = folder
    self.templates = templates
    files = Set(folder.paths)
  }

  /// Writes the file.
  func write(to output: inout SingleFileOutput) throws(ReportError) {
    let pages = folder.paths.filter { $0.hasSuffix(".html") }
    let ordered = pages.enumerated().sorted { Self.rank($0) < Self.rank($1) }.map(\.element)
    guard let first = ordered.first else { return }
    let frame = try folder.read(first)
    let parts = try divided(frame, first)
    let scripts = try scripts(of: ordered)

    let policy = policy(scripts)
    try output.write(SingleFileOutput.marker)
    try output.write(head(Array(frame[..<parts.content.lowerBound]), parts, policy: policy))
    for page in ordered { try output.write(try article(page)) }
    try tail(frame, parts, scripts, to: &output)
  }

  /// The summary comes first, the findings last: so the pages are printed.
  private static func rank(_ page: (offset: Int, element: String)) -> (Int, Int) {
    switch page.element {
    case "index.html": (0, 0)
    case let name where name.hasPrefix("finding-"): (2, page.offset)
    default: (1, page.offset)
    }
  }

  private func divided(_ page: [UInt8], _ name: String) throws(ReportError) -> PageParts {
    guard let parts = PageParts(page) else {
      throw ReportError(
        .template, "\(name): has neither <main> nor <body>, which a single file takes pages from")
    }
    return parts
  }

  private func text(_ range: Range<Int>, _ page: [UInt8]) -> String {
    String(decoding: page[range], as: UTF8.self)
  }

  /// The style sheet with the rules that show one article at a time.
  private var styleSheet: [UInt8] {
    Self.inline(
      ArticleStyle.rewritten(templates.styleSheet) + templates.singleFileStyle, in: "style")
  }

  /// The scripts that pages name, each once, in the order in which they are first named; then that of the single file.
  private func scripts(of pages: [String]) throws(ReportError) -> [[UInt8]] {
    var names: [String] = []
    for page in pages {
      let bytes = try folder.read(page)
      let links = ArticleLinks(page: page, files: files)
      for source in try divided(bytes, page).scripts {
        guard let file = links.file(text(source, bytes)), files.contains(file),
          !names.contains(file)
        else { continue }
        names.append(file)
      }
    }
    var scripts: [[UInt8]] = []
    for name in names { scripts.append(Self.inline(try folder.read(name), in: "script")) }
    return [Self.inline(templates.singleFileScript, in: "script")] + scripts
  }

  /// Allows the file's own style and scripts, by their digests, and nothing that is elsewhere.
  private func policy(_ scripts: [[UInt8]]) -> String {
    func sources(_ texts: [[UInt8]]) -> String {
      texts.map { "'sha256-\(SHA256Digest.base64(of: $0))'" }.joined(separator: " ")
    }
    return "default-src 'none'; img-src data:; style-src \(sources([styleSheet])); "
      + "script-src \(sources(scripts))"
  }

  /// The frame up to the content of `<main>`.
  private func head(_ bytes: [UInt8], _ parts: PageParts, policy: String) -> [UInt8] {
    let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"
    let rewriter = ArticleRewriter(
      bytes: bytes, links: ArticleLinks(page: "index.html", files: files), isArticle: false,
      pictures: pictures)
    let hasPolicy = PageScanner(bytes).contains { Self.isPolicy($0, bytes) }
    var isStyled = false
    let sheet = Array("<style>".utf8) + styleSheet + Array("</style>".utf8)
    let mainID = String(decoding: bytes[parts.mainID], as: UTF8.self)
    let head = rewriter.rewritten(0..<bytes.count) { tag in
      if Self.isPolicy(tag, bytes) { return Array(meta.utf8) }
      if !hasPolicy, tag.name == "head", !tag.isEnd {
        return bytes[tag.range] + Array(meta.utf8)
      }
      if tag.name == "link", let rel = tag["rel"], self.text(rel.value, bytes) == "stylesheet" {
        defer { isStyled = true }
        return isStyled ? [] : sheet
      }
      // Where it leads, the address names no article; a script brings it back.
      if tag.name == "a", let link = tag["href"], !mainID.isEmpty,
        self.text(link.value, bytes) == "#" + mainID
      {
        return bytes[tag.range].dropLast() + Array(" hidden>".utf8)
      }
      return nil
    }
    return isStyled ? head : head + sheet
  }

  private static func isPolicy(_ tag: PageTag, _ bytes: [UInt8]) -> Bool {
    guard tag.name == "meta", let kind = tag["http-equiv"] else { return false }
    return String(decoding: bytes[kind.value], as: UTF8.self).lowercased()
      == "content-security-policy"
  }

  /// A page as an article.
  private func article(_ page: String) throws(ReportError) -> [UInt8] {
    let bytes = try folder.read(page)
    let parts = try divided(bytes, page)
    let links = ArticleLinks(page: page, files: files, mainID: text(parts.mainID, bytes))
    let rewriter = ArticleRewriter(bytes: bytes, links: links, isArticle: true, pictures: pictures)
    let name = HTMLText.escape(ArticleLinks.article(page))
    // A title holds references but no tags; only a quote of its own could end the attribute.
    let title = ArticleRewriter.quoted(text(parts.title, bytes))
    var opening = "\n<article id=\"\(name)\" data-page=\"\(name)\" data-title=\"\(title)\""
    if let current = parts.currentLink,
      case .fragment(let place) = links.target(text(current, bytes))
    {
      opening += " data-current=\"\(place)\""
    }
    return Array((opening + ">").utf8) + rewriter.rewritten(parts.content)
      + Array("</article>".utf8)
  }

  /// The frame from the end of `<main>`, with pictures and scripts before the end of `<body>`.
  private func tail(
    _ frame: [UInt8], _ parts: PageParts, _ scripts: [[UInt8]], to output: inout SingleFileOutput
  ) throws(ReportError) {
    let rest = parts.content.upperBound..<frame.count
    let split =
      PageScanner(frame, in: rest).filter { $0.name == "body" && $0.isEnd }.last?.range.lowerBound
      ?? frame.count
    let rewriter = ArticleRewriter(
      bytes: frame, links: ArticleLinks(page: "index.html", files: files), isArticle: false,
      pictures: pictures)
    try output.write(rewriter.rewritten(rest.lowerBound..<split))
    try write(pictures, to: &output)
    for script in scripts {
      try output.write(Array("<script>".utf8) + script + Array("</script>\n".utf8))
    }
    try output.write(Array(frame[split...]))
  }

  /// Every picture once, to be used by its id.
  private func write(
    _ pictures: PictureList, to output: inout SingleFileOutput
  ) throws(ReportError) {
    let opening =
      #"<svg class="pictures" width="0" height="0" aria-hidden="true" focusable="false">"#
    try output.write(Array((opening + "\n").utf8))
    for path in pictures.paths {
      let image =
        #"<image width="100%" height="100%" preserveAspectRatio="none" href="data:"#
        + Self.type(path) + ";base64,"
      try output.write(Array("<symbol id=\"\(PictureList.name(path))\">\(image)".utf8))
      try output.write(Base64.encode(try folder.read(path)))
      try output.write(Array("\"/></symbol>\n".utf8))
    }
    try output.write(Array("</svg>\n".utf8))
  }

  private static func type(_ path: String) -> String {
    switch path.split(separator: ".").last {
    case "jpg": "image/jpeg"
    case "svg": "image/svg+xml"
    default: "image/png"
    }
  }

  /// A text as it may stand within its element: nothing in it closes the element, and browsers read the very bytes that are
  /// digested.
  ///
  /// In scripts and style sheets a backslash before `/` or `!` means nothing within a string, where alone these can stand.
  static func inline(_ bytes: [UInt8], in element: String) -> [UInt8] {
    let closing = Array("</\(element)".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "<") where bytes[place...].starts(with: "<!--".utf8),
        UInt8(ascii: "<")
      where bytes[place...].prefix(closing.count).map(PageScanner.lowercased) == closing:
        result += [byte, UInt8(ascii: "\\")]
      // Browsers make one line feed of every line's end before they digest.
      case UInt8(ascii: "\r"):
        if place + 1 == bytes.count || bytes[place + 1] != UInt8(ascii: "\n") {
          result.append(UInt8(ascii: "\n"))
        }
      default: result.append(byte)
      }
    }
    return result
  }
}
