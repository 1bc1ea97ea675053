import Attribution
import AuditStore
import Probing

/// One page of the list of all findings.
struct FindingsPage {
  /// The report whose findings it lists.
  let report: any ReportContents
  /// Which page, from 1.
  let page: Int
  /// The findings that it shows.
  let entries: [FindingEntry]
  /// The filters of its form, as ``ListFacets`` makes them.
  let facets: [[String: TemplateValue]]

  /// A page of the list.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - page: Which page, from 1.
  ///   - entries: The findings of the page with their outlines; nil for those of the report as they are.
  ///   - facets: The filters, which all pages have in common; nil to have them made.
  init(
    report: any ReportContents, page: Int = 1, entries: [FindingEntry]? = nil,
    facets: [[String: TemplateValue]]? = nil
  ) {
    self.report = report
    self.page = page
    self.facets = facets ?? ListFacets.values(of: report)
    self.entries =
      entries
      ?? Array(report.findings[ListPaging.places(of: page, of: report.findings.count)])
  }

  private var pageCount: Int { ListPaging.count(of: report.findings.count) }

  /// The values of `findings.html`.
  var values: [String: TemplateValue] {
    let count = report.findings.count
    let headline = count == 0 ? "No findings" : NumberText.count(count, "finding")
    let subject = report.subject
    return PageFrame(report: report, place: .list).values(
      title: "Findings of \(subject.model)" + (page == 1 ? "" : ", page \(page)"),
      description: "\(headline) of \(subject.model) on \(subject.probeSet).",
      [
        "headline": .text(headline), "lede": .text(lede), "asked": .optional(text: report.asked),
        "caption": .text("Findings, \(report.order)"),
        "hasFindings": .flag(count > 0), "hasPages": .flag(pageCount > 1),
        "page": .text(String(page)), "listed": .text(report.sorting?.name ?? ""),
        "shown": .text(shown),
        "facets": .list(facets), "sortings": .list(sortings),
        "rows": .list(entries.map { FindingRowValues(entry: $0).values }),
        "blank": .group(FindingRowValues.blank),
        "previous": link(page - 1), "next": link(page + 1), "pages": .list(pages),
      ])
  }

  /// What the list holds, and in which order.
  private var lede: String {
    let counts = report.findings.reduce(into: [FindingKind: Int]()) { $0[$1.kind, default: 0] += 1 }
    func count(_ kind: FindingKind) -> Int { counts[kind] ?? 0 }
    guard !report.findings.isEmpty else {
      return "Every reply that could be read agrees with its label."
    }
    var wrong: [String] = []
    if count(.falsePositive) + count(.falseNegative) > 0 {
      wrong.append(NumberText.count(count(.falsePositive), "false positive"))
      wrong.append(NumberText.count(count(.falseNegative), "miss", "misses"))
    }
    for kind in [FindingKind.hallucinatedMention, .wrongChoice] where count(kind) > 0 {
      wrong.append(NumberText.count(count(kind), Words.kind(kind)))
    }
    let unjudged = [(FindingKind.answer, "answer"), (.mention, "mention")]
      .filter { count($0.0) > 0 }.map { NumberText.count(count($0), $1) }
    let explained =
      unjudged.isEmpty ? "" : "\(Words.enumerated(unjudged)) explained without a label."
    guard !wrong.isEmpty else { return explained }
    return Words.sentence(Words.enumerated(wrong)) + ", \(report.order)."
      + (explained.isEmpty ? "" : " " + explained)
  }

  /// Which of the findings are on the page; the list's script says it the same way.
  private var shown: String {
    let places = ListPaging.places(of: page, of: report.findings.count)
    let all = NumberText.count(report.findings.count, "finding")
    guard pageCount > 1 else { return all }
    return "\(all), \(NumberText.count(places.lowerBound + 1))\u{2013}"
      + "\(NumberText.count(places.upperBound)) shown"
  }

  private func link(_ page: Int) -> TemplateValue {
    guard (1...pageCount).contains(page) else { return false }
    return .group(["page": .link(ListPaging.name(of: page))])
  }

  private var pages: [[String: TemplateValue]] {
    ListPaging.numbers(around: page, of: pageCount).map { number in
      guard let number else { return ["isGap": true] }
      return [
        "page": .link(ListPaging.name(of: number)), "number": .text(NumberText.count(number)),
        "isCurrent": .flag(number == page), "isGap": false,
      ]
    }
  }

  /// The orders that the list can be brought into, that in which it is written among them.
  private var sortings: [[String: TemplateValue]] {
    let orders = [
      ("-confidence", "Probability, highest first"), ("confidence", "Probability, lowest first"),
      ("area", "Trigger area, smallest first"), ("-area", "Trigger area, largest first"),
      ("regions", "Regions, fewest first"), ("-regions", "Regions, most first"),
      ("object", "Object, A to Z"), ("-object", "Object, Z to A"),
      ("number", "Number, lowest first"), ("-number", "Number, highest first"),
    ]
    let listed = report.sorting == nil ? [("", Words.sentence(report.order))] : []
    return (listed + orders).map { value, text in
      [
        "value": .text(value), "text": .text(text),
        "isListed": .flag(value == report.sorting?.name ?? ""),
      ]
    }
  }
}
