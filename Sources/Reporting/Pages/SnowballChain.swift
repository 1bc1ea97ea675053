import Attribution
import AuditStore
import Probing

/// What a mention follows from, link by link, back to the first word of the chain: its root.
struct SnowballChain {
  private let caption: CaptionReport
  private let links: [DiagnosisRecord.Cut]

  /// The chain; nil when the mention follows from nothing before it.
  init?(caption: CaptionReport) {
    let links = (caption.diagnosis?.cuts ?? []).filter(\.isCause)
    guard !links.isEmpty else { return nil }
    self.caption = caption
    self.links = links.reversed()
  }

  /// The values of the list of `finding.html`, the root first.
  var values: [String: TemplateValue] {
    let root = links.first.flatMap { caption.mention($0.earlierID) }
    return [
      "root": .text(root?.object ?? ""), "rootStyle": .text(root?.standing.rawValue ?? ""),
      "rootNote": .text("the root, \(standing(root))"),
      "links": .list(
        links.map { cut in
          let mention = caption.mention(cut.mentionID)
          let (whole, without) = (cut.effect.whole, cut.effect.cut)
          return [
            "words": .text(mention?.words ?? ""),
            "style": .text(mention?.standing.rawValue ?? ""),
            "note": .text(
              "\(standing(mention)): p \(NumberText.probability(whole)), and "
                + "\(NumberText.probability(without)) without the word before"),
          ]
        }),
    ]
  }

  private func standing(_ mention: MentionRecord?) -> String {
    switch mention?.standing {
    case .hallucinated: "hallucinated"
    case .present: "in the picture"
    case .some, nil: "not judged"
    }
  }
}
