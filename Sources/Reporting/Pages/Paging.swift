/// A long list on pages of a hundred entries each: `captions.html`, `captions-2.html` and so on.
struct Paging {
  /// How many entries stand on one page.
  static let pageSize = 100

  /// The name of the list's pages, without number and ending.
  var name: String
  /// How many entries there are.
  var count: Int

  /// How many pages there are; at least one.
  var pageCount: Int { max(1, (count + Self.pageSize - 1) / Self.pageSize) }

  /// The entries that stand on a page, counted from 0.
  func range(_ page: Int) -> Range<Int> {
    min(page * Self.pageSize, count)..<min((page + 1) * Self.pageSize, count)
  }

  /// The page's file name.
  func fileName(_ page: Int) -> String { page == 0 ? "\(name).html" : "\(name)-\(page + 1).html" }

  /// Links to the pages beside one; a section that is not rendered where there is only one page.
  func values(_ page: Int) -> TemplateValue {
    guard pageCount > 1 else { return false }
    func link(_ page: Int) -> TemplateValue {
      .optional((0..<pageCount).contains(page) ? ["page": .link(fileName(page))] : nil)
    }
    let shown = range(page)
    return .group([
      "place": .text(
        "\(NumberText.count(shown.lowerBound + 1))\u{2013}\(NumberText.count(shown.upperBound)) of "
          + NumberText.count(count)),
      "previous": link(page - 1), "next": link(page + 1),
    ])
  }
}
