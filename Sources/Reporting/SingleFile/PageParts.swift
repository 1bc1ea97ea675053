/// Where the parts of a page lie that a single file treats apart.
struct PageParts {
  /// The content of `<main>`; of `<body>` where there is no such element.
  var content: Range<Int>
  /// The id of `<main>`; empty for none.
  var mainID: Range<Int>
  /// The content of the head's `<title>`.
  var title: Range<Int>
  /// The sources of the page's scripts, in order.
  var scripts: [Range<Int>] = []
  /// Where the link of the page's head leads that marks itself as the current page; nil for none.
  var currentLink: Range<Int>?

  /// Divides a page; nil when it has neither `<main>` nor `<body>`.
  init?(_ page: [UInt8]) {
    var title: Range<Int>?
    var titleStart: Int?
    var starts: [String: PageTag] = [:]
    var ends: [String: Int] = [:]
    for tag in PageScanner(page) {
      switch (tag.name, tag.isEnd) {
      case ("main", false), ("body", false): starts[tag.name] = starts[tag.name] ?? tag
      // The last one counts: whatever is open then closes with it.
      case ("main", true), ("body", true): ends[tag.name] = tag.range.lowerBound
      case ("title", false) where title == nil: titleStart = tag.range.upperBound
      case ("title", true):
        if title == nil, let titleStart { title = titleStart..<tag.range.lowerBound }
      case ("script", false):
        if let source = tag["src"] { scripts.append(source.value) }
      case ("a", false) where starts["main"] == nil && tag["aria-current"] != nil:
        currentLink = tag["href"]?.value
      default: break
      }
    }
    guard let start = starts["main"] ?? starts["body"] else { return nil }
    let contentStart = start.range.upperBound
    content = contentStart..<max(contentStart, ends[start.name] ?? page.count)
    mainID = start.name == "main" ? start["id"]?.value ?? 0..<0 : 0..<0
    self.title = title ?? 0..<0
  }
}
