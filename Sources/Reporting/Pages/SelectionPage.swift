import Attribution
import AuditStore
import Probing

/// The first page of a report of a query: what was asked, what matches, the pictures, the record.
struct SelectionPage {
  private static let tallyLimit = 12

  /// What it tells.
  var report: SelectionReport

  private var necessary: TriggerStatistics {
    TriggerStatistics(report.findings.compactMap(\.necessary))
  }

  /// The values of `selection.html`.
  var values: [String: TemplateValue] {
    PageFrame(report: report, place: .summary).values(
      title: headline, description: lede,
      [
        "headline": .text(headline), "lede": .text(lede),
        "asked": .text("hallux query " + ReportCommands.quoted(report.query.description)),
        "caution": .text(
          "These findings were chosen by what is known about them. No rate, accuracy or F1 is given here: it would "
            + "measure the choice, and not a model."),
        "keys": .list(keys),
        "gallery": Gallery(findings: report.findings).values(
          participle: participle, count: report.findings.count),
        "audits": .list(report.audits.map(audit)),
        "tallies": .list(tallies),
        "triggers": triggers,
        "records": FactValues.groups(records),
        "reproduceNote":
          "The first command writes this report again from the same log; the others make the audits again.",
        "commands": .list(commands.map { ["text": .text($0)] }),
      ])
  }

  private var headline: String {
    let shown = report.findings.count
    return isLimited
      ? "\(NumberText.count(shown)) of \(NumberText.count(report.matchingCount)) findings that match"
      : shown == 1 ? "1 finding matches" : "\(NumberText.count(shown)) findings match"
  }

  /// Whether more findings match than the query's limit keeps.
  private var isLimited: Bool { report.findings.count < report.matchingCount }

  private var lede: String {
    let query = report.query
    let asked = "Asked for: findings" + QueryWords.condition(query.condition)
    let limit =
      query.limit.map { limit in
        ", \(NumberText.count(limit.count)) at most"
          + (limit.offset > 0 ? " after the first \(NumberText.count(limit.offset))" : "")
      } ?? ""
    let order = query.order.isEmpty ? "" : ", \(report.order)"
    let audits = NumberText.count(report.audits.count, "audit")
    let models = NumberText.count(report.models.count, "model")
    let place = "of \(audits) and \(models)"
    let matching = NumberText.count(report.matchingCount)
    return "\(asked)\(order)\(limit). Of \(NumberText.count(report.total, "finding")) in the log, "
      + (isLimited
        ? "\(matching) match; here are \(NumberText.count(report.findings.count)) \(place)."
        : "\(matching) \(place) \(report.matchingCount == 1 ? "matches" : "match").")
  }

  private var keys: [[String: TemplateValue]] {
    [
      [
        "name": "Findings", "cool": false,
        "value": .text(NumberText.count(report.findings.count)),
        "note": .optional(text: "of \(NumberText.count(report.total)) in the log"),
      ],
      [
        "name": "Audits", "cool": false, "value": .text(NumberText.count(report.audits.count)),
        "note": .optional(text: NumberText.count(report.models.count, "model")),
      ],
    ] + (necessary.searched > 0 ? TriggerTally.keys(necessary) : [])
  }

  /// What was done to the triggers; another word where the audits differ in it.
  private var participle: String {
    let participles = Set(report.audits.map(\.fill.participle))
    return participles.count == 1 ? participles.first ?? "" : "hidden"
  }

  private func audit(_ audit: SelectionReport.SelectedAudit) -> [String: TemplateValue] {
    let count = report.findings.count { $0.auditID == audit.id }
    return [
      "number": .text(String(audit.id)), "model": .text(audit.model),
      "probeSet": .text(audit.probeSet), "count": .text(NumberText.count(count)),
      "list": .link("findings.html#audit=\(audit.id)"),
    ]
  }

  private var tallies: [[String: TemplateValue]] {
    let kinds = counts(report.findings.map { ($0.kind.rawValue, Words.kind($0.kind)) })
    let objects = counts(report.findings.compactMap { entry in entry.object.map { ($0, $0) } })
    return [
      tally("By kind", "Kind", "kind", kinds), tally("By object", "Object", "object", objects),
    ].compactMap { $0 }
  }

  private func counts(_ values: [(String, String)]) -> [(value: String, text: String, count: Int)] {
    Dictionary(grouping: values, by: \.0)
      .map { (value: $0.key, text: $0.value[0].1, count: $0.value.count) }
      .sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }

  private func tally(
    _ caption: String, _ name: String, _ facet: String,
    _ counts: [(value: String, text: String, count: Int)]
  ) -> [String: TemplateValue]? {
    guard let largest = counts.first?.count else { return nil }
    let shown = counts.prefix(Self.tallyLimit)
    return [
      "caption": .text(
        caption
          + (shown.count < counts.count
            ? ", \(shown.count) of \(NumberText.count(counts.count))" : "")),
      "name": .text(name),
      "rows": .list(
        shown.map { value, text, count in
          [
            "name": .text(text), "count": .text(NumberText.count(count)),
            "list": .link("findings.html#\(facet)=\(value)"),
            "width": .text(
              NumberText.fixed(Double(count) / Double(largest) * 100, decimals: 1) + "%"),
          ]
        }),
    ]
  }

  private var triggers: TemplateValue {
    TriggerTally.section(
      intro:
        "The necessary set is the part of the picture without which the answer flips; the sufficient "
        + "set gives the answer all by itself.",
      caption: "The matching findings by how the search for their trigger ended",
      of: report.findings)
  }

  private var records: [FactGroup] {
    let log = FactGroup(
      title: "The log",
      facts: [
        Fact("findings", NumberText.count(report.total)),
        Fact("matching", NumberText.count(report.matchingCount)),
        Fact("Hallux", report.version),
      ] + (report.logHead.map { [Fact("log head at export", $0.hash)] } ?? []))
    return [log]
      + report.audits.flatMap { audit in
        audit.records.map { group in
          FactGroup(title: "Audit \(audit.id): \(group.title)", facts: group.facts)
        }
      }
  }

  private var commands: [String] {
    ["hallux report \(ReportCommands.quoted(report.query.description)) --to report"]
      + report.audits.flatMap(\.commands)
  }
}
