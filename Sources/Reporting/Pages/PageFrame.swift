/// What every page shows around its content.
struct PageFrame {
  /// Which of the navigation's pages is shown.
  enum Place {
    case summary
    case list
    case finding
  }

  /// The report that the page belongs to.
  var report: AuditReport
  /// Which page it is.
  var place: Place

  /// The scripts that add to the page.
  private var scripts: [String] {
    switch place {
    case .summary: []
    case .list: ["list.js"]
    case .finding: ["regions.js", "reveal.js", "copy.js"]
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
      "scripts": .list(scripts.map { ["name": .link($0)] }),
    ]
    return frame.merging(own) { _, own in own }
  }
}
