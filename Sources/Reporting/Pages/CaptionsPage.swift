import Probing

/// One page of the list of captions, the worst first.
struct CaptionsPage {
  /// The audit whose captions it lists.
  var report: AuditReport
  /// Which page of the list it is, from 0.
  var page: Int

  /// The pages of the list.
  static func paging(_ report: AuditReport) -> Paging {
    Paging(name: "captions", count: report.captionEntries.count)
  }

  /// The values of `captions.html`.
  var values: [String: TemplateValue] {
    let paging = Self.paging(report)
    let count = report.captionEntries.count
    let wrong = report.captionEntries.count { $0.hallucinated > 0 }
    let headline = NumberText.count(count, "caption")
    return PageFrame(report: report, place: .captions).values(
      title: "Captions of \(report.model)",
      description: "\(headline) of \(report.model) on \(report.probeSet).",
      [
        "headline": .text(headline),
        "lede": .text(
          wrong == 0
            ? "None of them names what is not there."
            : "\(NumberText.count(wrong)) of them \(wrong == 1 ? "names" : "name") what is not there. "
              + "The worst come first."),
        "captions": .list(report.captionEntries[paging.range(page)].map(row)),
        "paging": paging.values(page),
      ])
  }

  private func row(_ entry: CaptionEntry) -> [String: TemplateValue] {
    [
      "page": .link(entry.pageName), "name": .text(entry.imageName),
      "excerpt": .text(entry.excerpt), "count": .text(CaptionPage.count(entry)),
      "saidClass": .text(entry.hallucinated > 0 ? "wrong" : entry.judged > 0 ? "right" : "plain"),
      "picture": .optional(
        entry.image.map { PictureValues(image: $0, alt: "The picture of the caption.").values }),
    ]
  }
}
