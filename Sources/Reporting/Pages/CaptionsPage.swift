import Probing

/// One page of the list of captions, the worst first.
struct CaptionsPage {
  /// The audit whose captions it lists.
  var report: AuditReport
  /// Which page of the list it is, from 1.
  var page: Int

  /// How many pages the list has; none where there is no caption.
  static func pageCount(_ report: AuditReport) -> Int {
    report.captionEntries.isEmpty ? 0 : ListPaging.count(of: report.captionEntries.count)
  }

  /// The file name of a page, from 1.
  static func name(of page: Int) -> String { page == 1 ? "captions.html" : "captions-\(page).html" }

  /// The values of `captions.html`.
  var values: [String: TemplateValue] {
    let count = report.captionEntries.count
    let wrong = report.captionEntries.count { $0.hallucinated > 0 }
    let headline = NumberText.count(count, "caption")
    let what = report.falseMentions.what
    return PageFrame(report: report, place: .captions).values(
      title: "Captions of \(report.model)",
      description: "\(headline) of \(report.model) on \(report.probeSet).",
      [
        "headline": .text(headline),
        "lede": .text(
          wrong == 0
            ? "None of them names \(what)."
            : "\(NumberText.count(wrong)) of them \(wrong == 1 ? "names" : "name") \(what). "
              + "The worst come first."),
        "captions": .list(
          report.captionEntries[ListPaging.places(of: page, of: count)].map(row)),
        "paging": paging,
      ])
  }

  /// Links to the other pages; a section that is not rendered where there is only one.
  private var paging: TemplateValue {
    let pageCount = Self.pageCount(report)
    guard pageCount > 1 else { return false }
    func link(_ page: Int) -> TemplateValue {
      .optional((1...pageCount).contains(page) ? ["page": .link(Self.name(of: page))] : nil)
    }
    return .group([
      "previous": link(page - 1), "next": link(page + 1),
      "pages": .list(
        ListPaging.numbers(around: page, of: pageCount).map { number in
          [
            "isGap": .flag(number == nil), "isCurrent": .flag(number == page),
            "number": .text(number.map(String.init) ?? ""),
            "page": .link(number.map(Self.name) ?? ""),
          ]
        }),
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
