import Probing

/// The list of the objects that were asked for or named, the most hallucinated first.
struct ObjectsPage {
  /// The audit whose objects it lists.
  var report: AuditReport

  /// The values of `objects.html`.
  var values: [String: TemplateValue] {
    let wrong = report.objects.count { $0.hallucinations > 0 }
    let headline = NumberText.count(report.objects.count, "object")
    return PageFrame(report: report, place: .objects).values(
      title: "Objects of \(report.probeSet)",
      description: "\(headline) that \(report.model) was asked for or named.",
      [
        "headline": .text(headline),
        "lede": .text(
          "Asked for, or named in captions. "
            + (wrong == 0
              ? "None was \(falsely)."
              : "\(NumberText.count(wrong)) \(wrong == 1 ? "was" : "were") \(falsely); "
                + "those most often come first.")),
        "caption": "Objects, the most hallucinated first, with Wilson\u{2019}s intervals",
        "hasCaptions": .flag(!report.captionEntries.isEmpty),
        "hasAnswers": .flag(hasAnswers),
        "rows": .list(report.objects.map(row)),
      ])
  }

  private var falsely: String {
    let denied = report.captionEntries.contains { $0.judge == .model }
    guard denied else { return "said to be there falsely" }
    return (hasAnswers ? "said to be there falsely, or " : "") + "named and denied when asked"
  }

  private var hasAnswers: Bool {
    report.objects.contains { $0.absent.count + $0.present.count > 0 }
  }

  private func row(_ entry: ObjectEntry) -> [String: TemplateValue] {
    [
      "page": .link(entry.pageName), "name": .text(entry.name),
      "answers": .optional(
        hasAnswers
          ? [
            "falseYes": .text(Self.count(entry.absent.yes, of: entry.absent.count)),
            "rate": .group(EstimateValues.values(entry.falseYes)),
            "misses": .text(Self.count(entry.present.no, of: entry.present.count)),
          ] : nil),
      "mentions": .optional(
        report.captionEntries.isEmpty
          ? nil
          : [
            "count": .text(
              Self.count(
                entry.mentionedFalsely, of: entry.mentionedThere + entry.mentionedFalsely)),
            "rate": .group(EstimateValues.values(entry.falseMentions)),
          ]),
      "findings": .text(NumberText.count(entry.findings.count)),
    ]
  }

  /// So many of so many; a dash where there was none to count.
  static func count(_ part: Int, of whole: Int) -> String {
    whole == 0 ? NumberText.none : "\(NumberText.count(part)) / \(NumberText.count(whole))"
  }
}
