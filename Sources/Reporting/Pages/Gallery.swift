import AuditStore
import Probing

/// The pictures that carry a report's first page: hallucinations with the part that triggers them outlined.
struct Gallery {
  private static let limit = 8

  /// The findings to show.
  let entries: [FindingEntry]

  /// Chooses the first hallucinations of a list whose trigger is found; one a picture, so that different scenes
  /// are shown.
  init(findings: [FindingEntry]) {
    var seen: Set<String> = []
    var entries: [FindingEntry] = []
    for entry in findings where [.falsePositive, .hallucinatedMention].contains(entry.kind) {
      guard entries.count < Self.limit else { break }
      guard entry.necessary?.isFound == true, let image = entry.image,
        seen.insert(image.digest).inserted
      else { continue }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// The values of a page's gallery.
  ///
  /// - Parameters:
  ///   - participle: What was done to the triggers, for example `blacked out`.
  ///   - count: How many findings the report has.
  ///   - judges: Who judged its mentions.
  /// - Returns: The section, which is not rendered where there is nothing to show.
  func values(
    participle: String, count: Int, judges: Set<CaptionJudge> = [.annotations]
  ) -> TemplateValue {
    guard !entries.isEmpty else { return false }
    // An answer is false by its label.
    let words = FalseMentionWords(
      judges: entries.reduce(into: Set()) {
        $0.formUnion($1.kind == .hallucinatedMention ? judges : [.annotations])
      })
    return .group([
      "title": .text(words.title),
      "intro": .text(
        "Each outline is the smallest part found of the picture that makes the model "
          + (entries.contains { $0.said.answer == nil }
            ? "name the object: with just that part \(participle), it does not."
            : "say Yes: with just that part \(participle), it says No.")),
      "cards": .list(entries.map(card)),
      "more": .text(
        count == entries.count ? "The list of findings" : "All \(NumberText.count(count)) findings"
      ),
    ])
  }

  private func card(_ entry: FindingEntry) -> [String: TemplateValue] {
    [
      "page": .link(entry.pageName), "question": .text(entry.question),
      "said": .text(entry.said.text), "saidClass": "wrong",
      "without": .optional(
        entry.necessary?.saying.map { saying in
          ["said": .text(entry.said.text(saying)), "saidClass": .text(saying.style)]
        }),
      "note": .text(
        FindingWords.probability(entry) + " \u{00B7} trigger "
          + NumberText.percent(entry.necessary?.area ?? 0) + " of the picture"),
      "picture": .optional(FindingWords.thumbnail(entry)),
    ]
  }
}
