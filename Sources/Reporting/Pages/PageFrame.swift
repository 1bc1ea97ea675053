/// What every page shows around its content.
struct PageFrame {
  /// Which of the navigation's pages is shown.
  enum Place {
    case summary
    case list
    case finding(FindingEntry)
    case captions
    case caption
    case objects
    case object
    case glossary
  }

  /// The report that the page belongs to.
  var report: any ReportContents
  /// Which page it is.
  var place: Place

  /// The scripts that add to the page.
  private var scripts: [String] {
    switch place {
    case .list: [FindingsScript.name, "list.js"]
    case .finding: ["regions.js", "reveal.js", "copy.js"]
    case .summary, .captions, .caption, .objects, .object, .glossary: []
    }
  }

  /// What the page is about: a finding's own audit, or all that the report is about.
  private var subject: ReportSubject {
    if case .finding(let entry) = place { report.subject(of: entry) } else { report.subject }
  }

  private var isSummary: Bool { if case .summary = place { true } else { false } }
  private var isList: Bool { if case .list = place { true } else { false } }
  private var isCaptions: Bool { if case .captions = place { true } else { false } }
  private var isObjects: Bool { if case .objects = place { true } else { false } }
  private var isGlossary: Bool { if case .glossary = place { true } else { false } }

  /// The frame's values together with the page's own.
  func values(
    title: String, description: String, _ own: [String: TemplateValue]
  ) -> [String: TemplateValue] {
    let subject = subject
    let frame: [String: TemplateValue] = [
      "title": .text("\(title) \u{2013} Hallux"),
      "description": .text(description),
      "version": .text(report.version),
      "model": .text(subject.model),
      "probeSet": .text(subject.probeSet),
      "origin": .text(subject.origin),
      "findingCount": .text(NumberText.count(report.findings.count)),
      "isSummary": .flag(isSummary),
      "isList": .flag(isList),
      "isCaptions": .flag(isCaptions), "isObjects": .flag(isObjects),
      "isGlossary": .flag(isGlossary),
      "captionBadge": Self.badge(report.captionCount),
      "objectBadge": Self.badge(report.objectCount),
      "pictureNotes": .list(report.pictureNotes.map { ["text": .text($0)] }),
      "scripts": .list(scripts.map { ["name": .link($0)] }),
    ]
    return frame.merging(own) { _, own in own }
  }

  /// How many pages of a kind there are; no link to them where there are none.
  private static func badge(_ count: Int) -> TemplateValue {
    .optional(text: count == 0 ? nil : NumberText.count(count))
  }
}
