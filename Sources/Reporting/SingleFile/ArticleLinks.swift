/// What ids and links of one page become where all pages are articles of one file.
///
/// The article of `finding-12.html` has the id `finding-12`, and what had the id `order` on the page has `finding-12--order`.
/// A fragment with an equals sign is no id but the state of a page's script: `findings.html#q=spoon` becomes `#findings?q=spoon`.
struct ArticleLinks {
  /// The page's path in its folder.
  let page: String
  /// The paths of all files of the folder.
  let files: Set<String>
  /// The id of the page's `<main>`, which the article stands in for.
  var mainID = ""

  /// The id of a page's article.
  static func article(_ page: String) -> String {
    (page.hasSuffix(".html") ? String(page.dropLast(5)) : page).replacing("/", with: "--")
  }

  /// The id that stands for one of this page.
  func id(_ id: String) -> String { Self.article(page) + "--" + id }

  /// The ids that stand for some of this page, with spaces between them.
  func ids(_ ids: String) -> String {
    ids.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).map { id(String($0)) }
      .joined(separator: " ")
  }

  /// What a link becomes.
  enum Target: Equatable {
    /// A fragment of the single file.
    case fragment(String)
    /// A file that the single file does not have as such.
    case lost
    /// Somewhere else: the link stays as it is.
    case elsewhere
  }

  /// Where a link leads.
  func target(_ link: String) -> Target {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first else { return .elsewhere }
    let linked = name.isEmpty ? page : file(String(name))
    guard let linked, files.contains(linked) else { return .elsewhere }
    guard linked.hasSuffix(".html") else { return .lost }
    let article = LinkText.escape(Self.article(linked))
    let fragment = parts.count == 2 ? String(parts[1]) : ""
    if fragment.isEmpty || fragment == "top" || (fragment == mainID && !mainID.isEmpty) {
      return .fragment("#" + article)
    }
    return .fragment("#" + article + (fragment.contains("=") ? "?" : "--") + fragment)
  }

  /// The path of the file that a reference names, seen from the page; nil for one that leaves the folder.
  func file(_ reference: String) -> String? {
    guard !reference.hasPrefix("/"), !reference.contains(":") else { return nil }
    var path = page.split(separator: "/").dropLast().map(String.init)
    for part in reference.split(separator: "/") where part != "." {
      if part != ".." {
        path.append(String(part))
      } else if path.popLast() == nil {
        return nil
      }
    }
    let name = path.joined(separator: "/")
    return files.contains(name) ? name : Self.decoded(name)
  }

  /// The name whose percent-encoded form a link carries.
  private static func decoded(_ name: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
