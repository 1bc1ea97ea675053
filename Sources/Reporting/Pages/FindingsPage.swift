import Attribution
import Probing

/// The list of all findings, most confident first.
struct FindingsPage {
  /// The audit whose findings it lists.
  var report: AuditReport

  /// The values of `findings.html`.
  var values: [String: TemplateValue] {
    let wrong = report.findings.filter(\.said.isWrong)
    let falsePositives = wrong.filter { $0.said.answer == .yes }.count
    let misses = wrong.filter { $0.said.answer == .no }.count
    let mentions = wrong.count - falsePositives - misses
    let answers = report.findings.count - wrong.count
    let explained = "\(NumberText.count(answers, "answer")) explained without a label."
    let headline =
      report.findings.isEmpty ? "No findings" : NumberText.count(report.findings.count, "finding")
    return PageFrame(report: report, place: .list).values(
      title: "Findings of \(report.model)",
      description: "\(headline) of \(report.model) on \(report.probeSet).",
      [
        "headline": .text(headline),
        "lede": .text(
          report.findings.isEmpty
            ? "Every reply that could be read agrees with its label."
            : wrong.isEmpty
              ? explained
              : "\(NumberText.count(falsePositives, "false positive"))\(mentions == 0 ? " and" : ",") "
                + NumberText.count(misses, "miss", "misses")
                + (mentions == 0
                  ? "" : " and \(NumberText.count(mentions, "hallucinated mention"))")
                + ", the most confident first."
                + (answers == 0 ? "" : " " + explained)),
        "caption": "Findings, most confident first",
        "hasFindings": .flag(!report.findings.isEmpty),
        "rows": .list(report.findings.map(row)),
      ])
  }

  private func row(_ entry: FindingEntry) -> [String: TemplateValue] {
    let trigger = entry.necessary
    let hasSet = (trigger?.size ?? 0) > 0
    return [
      "anchor": .text("f\(entry.id)"), "page": .link(entry.pageName),
      "question": .text(entry.question), "said": .text(entry.said.text),
      "saidClass": .text(entry.said.style()), "kind": .text(Words.kind(entry.said)),
      "probability": .text(FindingWords.confidence(entry)),
      "area": .text(hasSet ? NumberText.percent(trigger?.area ?? 0) : NumberText.none),
      "size": .text(hasSet ? NumberText.count(trigger?.size ?? 0) : NumberText.none),
      "proof": .text(proof(trigger)),
      "picture": .optional(FindingWords.thumbnail(entry)),
    ]
  }

  /// What the search came to: what is proven of a found set, else why there is none.
  private func proof(_ trigger: TriggerEntry?) -> String {
    guard let trigger else { return "not searched" }
    return trigger.isFound
      ? Words.minimality(trigger.minimality) : Words.status(trigger.status, side: .necessary)
  }
}
