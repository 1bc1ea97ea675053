import Attribution
import AuditStore
import Probing

/// One caption: the picture, the text with its mentions marked, what was named and what was missed, and what made the
/// model say what is not there.
struct CaptionPage {
  /// The audit that it belongs to.
  var report: AuditReport
  /// The caption.
  var caption: FullCaption
  /// Its place in the list, from 0.
  var position: Int
  /// The findings that have a page in this report.
  var findings: Set<Int64>

  private var entry: CaptionEntry { caption.entry }

  /// The values of `described.html`.
  var values: [String: TemplateValue] {
    let headline = headline
    return PageFrame(report: report, place: .caption).values(
      title: "Caption of \(entry.imageName)", description: headline,
      [
        "place": .text(
          "Caption \(NumberText.count(position + 1)) of \(NumberText.count(report.captionEntries.count))"
        ),
        "previous": link(position - 1), "next": link(position + 1),
        "headline": .text(headline), "lede": .text(lede),
        "picture": .optional(picture),
        "spans": .list(spans), "marks": .list(legend),
        "judge": .text(MentionWords.judge(entry.judge)),
        "facts": FactValues.list(facts),
        "explained": .list(caption.explained.map(explained)),
        "hasExplained": .flag(!caption.explained.isEmpty),
        "isDiagnosed": .flag(caption.explained.contains { $0.diagnosis != nil }),
      ])
  }

  /// How many of the objects that a caption names are not there, in a few words.
  static func count(_ entry: CaptionEntry) -> String {
    let denied = entry.judge == .model ? "denied when asked" : "not there"
    return entry.judged == 0
      ? "nothing judged"
      : "\(NumberText.count(entry.hallucinated)) of \(NumberText.count(entry.judged)) \(denied)"
  }

  private var headline: String {
    guard entry.judged > 0 else { return "A caption that names nothing that can be judged." }
    let named = "Of \(NumberText.count(entry.judged, "mention")) in this caption, "
    let count = entry.hallucinated == 0 ? "none" : NumberText.count(entry.hallucinated)
    return named + count
      + (entry.judge == .model
        ? entry.hallucinated == 1 ? " is denied when asked." : " are denied when asked."
        : entry.hallucinated == 1 ? " is of what is not there." : " are of what is not there.")
  }

  private var lede: String {
    let names = unique(caption.mentions.filter { $0.standing == .hallucinated }.map(\.object))
    guard !names.isEmpty else { return "\(report.model) was asked: \(caption.prompt)" }
    return entry.judge == .model
      ? "It names, and denies when asked: \(names.joined(separator: ", "))."
      : "The picture has \(names.map { "no \($0)" }.joined(separator: ", "))."
  }

  private func link(_ position: Int) -> TemplateValue {
    guard report.captionEntries.indices.contains(position) else { return false }
    let entry = report.captionEntries[position]
    return .group(["page": .link(entry.pageName), "name": .text(entry.imageName)])
  }

  /// The picture with the way that the evidence takes over it.
  private var picture: [String: TemplateValue]? {
    entry.image.map { image in
      let path = EvidencePath(caption: caption, image: image)
      return PictureValues(image: image, alt: "The picture of the caption. \(path.words)").values
        .merging(path.values) { _, own in own }
    }
  }

  /// The text in stretches: mentions with what they came to, and the words between.
  private var spans: [[String: TemplateValue]] {
    CaptionText.stretches(of: caption.text, caption.mentions).map { text, mention in
      [
        "plain": .optional(text: mention == nil ? text : nil),
        "mention": .optional(mention.map { span($0, text: text) }),
      ]
    }
  }

  private func span(_ mention: MentionRecord, text: String) -> [String: TemplateValue] {
    [
      "text": .text(text), "kind": .text(mention.standing.rawValue),
      "sign": .text(MentionWords.sign(mention.standing)),
      "words": .text(MentionWords.standing(mention.standing, by: entry.judge)),
      "finding": .optional(page(of: mention).map { ["page": .link($0)] }),
    ]
  }

  /// The page of the finding that a mention is; nil for none.
  private func page(of mention: MentionRecord) -> String? {
    caption.explained.first { $0.mention.id == mention.id && findings.contains($0.findingID) }
      .map { FindingEntry.pageName(of: $0.findingID) }
  }

  private var legend: [[String: TemplateValue]] {
    MentionStanding.allCases.compactMap { standing in
      let count = caption.mentions.count { $0.standing == standing }
      guard count > 0 else { return nil }
      return [
        "kind": .text(standing.rawValue), "sign": .text(MentionWords.sign(standing)),
        "words": .text(MentionWords.standing(standing, by: entry.judge)),
        "count": .text(NumberText.count(count)),
      ]
    }
  }

  private var facts: [Fact] {
    let share = ObjectEntry.Answers.share(entry.hallucinated, of: entry.judged).ratio
    var facts = [
      Fact("mentions judged", NumberText.count(entry.judged)),
      Fact(
        entry.judge == .model ? "denied" : "hallucinated",
        NumberText.count(entry.hallucinated)),
    ]
    if let share, entry.judge == .annotations {
      facts.append(Fact("CHAIR_i", "\(NumberText.percent(share.value)) of this caption"))
    }
    if let missed = caption.missed {
      facts.append(
        Fact(
          "in the picture, not named",
          missed.isEmpty ? "nothing" : missed.joined(separator: ", ")))
    }
    facts.append(Fact("asked", caption.prompt))
    facts.append(Fact("picture", entry.imageName))
    if caption.isCut { facts.append(Fact("ended", "by the limit of tokens")) }
    return facts
  }

  private func explained(_ explained: FullCaption.ExplainedMention) -> [String: TemplateValue] {
    let mention = explained.mention
    let root = explained.diagnosis?.rootID.flatMap(caption.mention)?.object
    let chain = chain(explained)
    return [
      "words": .text(mention.words), "kind": .text(mention.standing.rawValue),
      "sign": .text(MentionWords.sign(mention.standing)),
      "standing": .text(MentionWords.standing(mention.standing, by: entry.judge)),
      "finding": .optional(page(of: mention).map { ["page": .link($0)] }),
      "object": .link(ObjectEntry.pageName(of: mention.object)), "name": .text(mention.object),
      "cause": .optional(
        text: explained.diagnosis.map { MentionWords.cause($0.diagnosis.cause, root: root) }),
      "chain": .list(chain), "hasChain": .flag(!chain.isEmpty),
      "rewritten": .list(
        explained.rewritten.map {
          CaptionText.rewritten($0, from: caption.text, participle: explained.participle)
        }),
    ]
  }

  /// The mentions that one follows from, the root first and itself last; empty where it follows from none.
  private func chain(_ explained: FullCaption.ExplainedMention) -> [[String: TemplateValue]] {
    let earlier = (explained.diagnosis?.chain ?? []).reversed().compactMap(caption.mention)
    guard !earlier.isEmpty else { return [] }
    return (earlier + [explained.mention]).enumerated().map { place, mention in
      [
        "isFirst": .flag(place == 0), "words": .text(mention.words),
        "kind": .text(mention.standing.rawValue),
        "sign": .text(MentionWords.sign(mention.standing)),
        "standing": .text(MentionWords.standing(mention.standing, by: entry.judge)),
      ]
    }
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
