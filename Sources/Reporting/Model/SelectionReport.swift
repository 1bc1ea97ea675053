import AuditStore

/// The findings that a query lists, of one audit or several, as a report tells them.
struct SelectionReport {
  /// The version of Hallux that writes the report.
  var version: String
  /// What was asked, without hosts and folders.
  var query: FindingQuery
  /// How many findings the log holds.
  var total: Int
  /// How many of them match, whatever the query's limit.
  var matchingCount: Int
  /// The audits whose findings match, by their numbers.
  var audits: [SelectedAudit]
  /// The log's head when the report is written.
  var logHead: LogHead?
  /// What was done to the pictures before they were written, a sentence each.
  var pictureNotes: [String] = []
  /// The findings that match, or those of them that the query's limit keeps.
  var findings: [FindingEntry]

  /// An audit of which findings match.
  struct SelectedAudit {
    /// Its number in the log.
    var id: Int64
    /// Its model's name.
    var model: String
    /// Its probe set's name.
    var probeSet: String
    /// What hidden regions are filled with.
    var fill: FillLook
    /// What was audited, and with which settings.
    var records: [FactGroup]
    /// The commands that make it again.
    var commands: [String]
  }

  /// The names of the models, each once, in the order of the audits.
  var models: [String] { Self.distinct(audits.map(\.model)) }
  /// The names of the probe sets.
  var probeSets: [String] { Self.distinct(audits.map(\.probeSet)) }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension SelectionReport: ReportContents {
  var subject: ReportSubject {
    ReportSubject(
      model: Self.together(models, "model"), probeSet: Self.together(probeSets, "probe set"),
      origin: audits.count == 1 ? "audit \(audits[0].id)" : "\(audits.count) audits")
  }

  func subject(of entry: FindingEntry) -> ReportSubject {
    guard let audit = audits.first(where: { $0.id == entry.auditID }) else { return subject }
    return ReportSubject(
      model: audit.model, probeSet: audit.probeSet, origin: "audit \(audit.id)")
  }

  var asked: String? { query.description.isEmpty ? nil : query.description }

  var order: String {
    query.order.isEmpty
      ? "the most confident first"
      : "by "
        + query.order.map { $0.field.name + ($0.isDescending ? ", the largest first" : "") }
        .joined(separator: ", then by ")
  }

  var sorting: ListSorting? {
    guard let order = query.order.first else {
      return ListSorting(key: .confidence, isDescending: true)
    }
    let keys: [FindingField: ListSorting.Key] = [
      .finding: .number, .object: .object, .confidence: .confidence, .area: .area,
      .size: .regions,
    ]
    guard query.order.count == 1, let key = keys[order.field] else { return nil }
    return ListSorting(key: key, isDescending: order.isDescending)
  }

  var pictured: [FindingEntry] { Gallery(findings: findings).entries }

  var firstPage: (template: String, values: [String: TemplateValue]) {
    ("selection.html", SelectionPage(report: self).values)
  }

  /// A few names, or how many there are.
  private static func together(_ names: [String], _ noun: String) -> String {
    names.count > 3 ? NumberText.count(names.count, noun) : names.joined(separator: ", ")
  }
}
