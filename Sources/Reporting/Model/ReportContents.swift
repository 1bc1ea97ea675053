/// What a report is about, as far as all of its pages show it: an audit, or the findings of a query.
protocol ReportContents: Sendable {
  /// The version of Hallux that stands on the pages.
  var version: String { get }
  /// What was audited, for the head of every page.
  var subject: ReportSubject { get }
  /// Every finding, in the order of the list.
  var findings: [FindingEntry] { get set }
  /// What was done to the pictures before they were written, a sentence each.
  var pictureNotes: [String] { get set }
  /// The query that the findings answer; nil where they are all of an audit's.
  var asked: String? { get }
  /// The order of the findings in words, for example `the most confident first`.
  var order: String { get }
  /// The column of the list that the order is that of; nil for none.
  var sorting: ListSorting? { get }
  /// The findings whose pictures the first page shows.
  var pictured: [FindingEntry] { get }
  /// The template of the first page, and its values.
  var firstPage: (template: String, values: [String: TemplateValue]) { get }

  /// How many captions have a page.
  var captionCount: Int { get }
  /// How many objects have a page.
  var objectCount: Int { get }

  /// What was audited when a finding of the list was found.
  func subject(of entry: FindingEntry) -> ReportSubject
}

extension ReportContents {
  var asked: String? { nil }
  var captionCount: Int { 0 }
  var objectCount: Int { 0 }

  func subject(of entry: FindingEntry) -> ReportSubject { subject }
}

/// What was audited, in the words of a page's head and foot.
struct ReportSubject {
  /// The model, or the models.
  var model: String
  /// The probe set, or the probe sets.
  var probeSet: String
  /// Where in the log it stands, for example `audit 3`.
  var origin: String
}

/// By what a list is sorted.
struct ListSorting: Equatable {
  /// A column that the list can be sorted by.
  enum Key: String, CaseIterable {
    case number, object, confidence, area, regions
  }

  /// The column.
  var key: Key
  /// Whether the largest come first.
  var isDescending: Bool

  /// How a permalink names it: the column, with a hyphen in front where the largest come first.
  var name: String { (isDescending ? "-" : "") + key.rawValue }
}

extension AuditReport: ReportContents {
  var subject: ReportSubject {
    ReportSubject(model: model, probeSet: probeSet, origin: "audit \(auditID)")
  }
  var order: String { "the most confident first" }
  var sorting: ListSorting? { ListSorting(key: .confidence, isDescending: true) }
  var captionCount: Int { captionEntries.count }
  var objectCount: Int { objects.count }
  var pictured: [FindingEntry] {
    Gallery(findings: findings).entries + objects.flatMap { ObjectPage.cards($0, of: self) }
  }
  var firstPage: (template: String, values: [String: TemplateValue]) {
    ("index.html", SummaryPage(report: self).values)
  }
}
