/// The list of a report while its findings are read: a page whenever a hundred are together, and the data of all.
struct FindingsList {
  /// The data of the findings so far.
  private(set) var script = FindingsScript()

  private let report: any ReportContents
  private let facets: [[String: TemplateValue]]
  private var entries: [FindingEntry] = []
  private var page = 1

  /// Begins the list of a report.
  init(report: any ReportContents) {
    self.report = report
    facets = ListFacets.values(of: report)
  }

  /// Adds the next finding, and returns the page that it completes.
  mutating func add(_ entry: FindingEntry) -> FindingsPage? {
    script.add(entry, model: report.subject(of: entry).model)
    entries.append(entry)
    return entries.count == ListPaging.size ? turn() : nil
  }

  /// The last page; nil when all findings are on pages.
  ///
  /// A list without findings has a page that says so.
  mutating func end() -> FindingsPage? { entries.isEmpty && page > 1 ? nil : turn() }

  private mutating func turn() -> FindingsPage {
    defer { (entries, page) = ([], page + 1) }
    return FindingsPage(report: report, page: page, entries: entries, facets: facets)
  }
}
