/// What every page shows around its content.
struct PageFrame {
  /// Which of the navigation's pages is shown.
  enum Place {
    case summary
    case list
    case finding
    case captions
    case caption
    case objects
    case object
    case glossary
  }

  /// The report that the page belongs to.
  var report: AuditReport
  /// Which page it is.
  var place: Place

  /// The scripts that add to the page.
  private var scripts: [String] {
    switch place {
    case .list: ["list.js"]
    case .finding: ["reveal.js"]
    case .summary, .captions, .caption, .objects, .object, .glossary: []
    }
  }

  /// The frame's values together with the page's own.
  func values(
    title: String, description: String, _ own: [String: TemplateValue]
  ) -> [String: TemplateValue] {
    let frame: [String: TemplateValue] = [
      "title": .text("\(title) \u{2013} Hallux"),
      "description": .text(description),
      "version": .text(report.version),
      "model": .text(report.model),
      "probeSet": .text(report.probeSet),
      "audit": .text(String(report.auditID)),
      "findingCount": .text(NumberText.count(report.findings.count)),
      "isSummary": .flag(place == .summary),
      "isList": .flag(place == .list),
      "isCaptions": .flag(place == .captions), "isObjects": .flag(place == .objects),
      "isGlossary": .flag(place == .glossary),
      "captionBadge": Self.badge(report.captionEntries.count),
      "objectBadge": Self.badge(report.objects.count),
      "scripts": .list(scripts.map { ["name": .link($0)] }),
    ]
    return frame.merging(own) { _, own in own }
  }

  /// How many pages of a kind there are; no link to them where there are none.
  private static func badge(_ count: Int) -> TemplateValue {
    .optional(text: count == 0 ? nil : NumberText.count(count))
  }
}
