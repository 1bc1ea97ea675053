import Probing

/// One object: how it was answered for and named, what was in the picture when it was said falsely, and where.
struct ObjectPage {
  private static let cardLimit = 100

  /// The audit that it belongs to.
  var report: AuditReport
  /// The object.
  var entry: ObjectEntry
  /// Its place in the list, from 0.
  var position: Int

  /// The values of `object.html`.
  var values: [String: TemplateValue] {
    PageFrame(report: report, place: .object).values(
      title: entry.name, description: "\(entry.name): \(lede)",
      [
        "place": .text(
          "Object \(NumberText.count(position + 1)) of \(NumberText.count(report.objects.count))"),
        "previous": link(position - 1), "next": link(position + 1),
        "headline": .text(Words.sentence(entry.name)), "lede": .text(lede),
        "caption": "Counts and rates with Wilson\u{2019}s intervals",
        "rates": .list(rates),
        "pulls": PullTable.values(
          entry.pulls, intro: "What is known to be in the pictures in which it was said falsely.",
          namesObject: false, objects: report.objects),
        "cards": .list(Self.cards(entry, of: report).map(card)),
        "hasCards": .flag(!entry.findings.isEmpty),
        "more": more,
        "mentions": .list(mentions),
        "hasMentions": .flag(!entry.captions.isEmpty),
        "mentionNote": .text(mentionNote),
      ])
  }

  private var lede: String {
    var sentences: [String] = []
    if entry.absent.count > 0 {
      sentences.append(
        "Asked for \(times(entry.absent.count)) where it is not there, the model says Yes "
          + "\(times(entry.absent.yes)).")
    }
    if entry.present.count > 0 {
      sentences.append(
        "Asked for \(times(entry.present.count)) where it is there, it says No "
          + "\(times(entry.present.no)).")
    }
    let named = entry.mentionedThere + entry.mentionedFalsely
    if named > 0 {
      sentences.append(
        "Captions name it \(times(named)), \(times(entry.mentionedFalsely)) "
          + "\(report.falseMentions.place).")
    } else if entry.captionCount > 0 {
      sentences.append(
        "\(NumberText.count(entry.captionCount, "caption")) \(entry.captionCount == 1 ? "mentions" : "mention") it; "
          + "nobody can tell whether it is there.")
    }
    return sentences.joined(separator: " ")
  }

  private func times(_ count: Int) -> String {
    switch count {
    case 0: "never"
    case 1: "once"
    default: NumberText.count(count, "time")
    }
  }

  private func link(_ position: Int) -> TemplateValue {
    guard report.objects.indices.contains(position) else { return false }
    let entry = report.objects[position]
    return .group(["page": .link(entry.pageName), "name": .text(entry.name)])
  }

  private var rates: [[String: TemplateValue]] {
    let named = entry.mentionedThere + entry.mentionedFalsely
    let rows: [(name: String, kind: String, part: Int, whole: Int)] = [
      ("asked where it is not there, said Yes", "wrong", entry.absent.yes, entry.absent.count),
      ("asked where it is there, said Yes", "right", entry.present.yes, entry.present.count),
      ("named in captions, \(report.falseMentions.short)", "wrong", entry.mentionedFalsely, named),
      (
        "in the picture of a caption that does not name it", "other", entry.missed,
        entry.missed + entry.captionsThere
      ),
    ]
    return rows.filter { $0.whole > 0 }.map { row in
      let share = ObjectEntry.Answers.share(row.part, of: row.whole)
      return [
        "name": .text(row.name), "kind": .text(row.kind),
        "count": .text(ObjectsPage.count(row.part, of: row.whole)),
        "width": .text(NumberText.fixed((share.value ?? 0) * 100, decimals: 1) + "%"),
        "rate": .group(EstimateValues.values(share)),
      ]
    }
  }

  /// The findings about an object whose pictures its page shows.
  static func cards(_ entry: ObjectEntry, of report: AuditReport) -> [FindingEntry] {
    entry.findings.prefix(cardLimit).filter(report.findings.indices.contains)
      .map { report.findings[$0] }
  }

  private func card(_ finding: FindingEntry) -> [String: TemplateValue] {
    [
      "page": .link(finding.pageName), "question": .text(finding.question),
      "said": .text(finding.said.text), "saidClass": .text(finding.said.style()),
      "note": .text(FindingWords.probability(finding)),
      "picture": .optional(FindingWords.thumbnail(finding)),
    ]
  }

  /// Where to see all of its findings, when there are more than the cards.
  private var more: TemplateValue {
    guard entry.findings.count > Self.cardLimit else { return false }
    return .group([
      "text": .text("All \(NumberText.count(entry.findings.count)) findings about it"),
      "page": .link("findings.html#object=" + entry.name),
    ])
  }

  private var mentions: [[String: TemplateValue]] {
    // Looked up once: every caption of the audit has a say in it.
    let words = report.falseMentions.short
    return entry.captions.map { mention in
      [
        "page": .link(CaptionEntry.pageName(ofProbe: mention.probeID)),
        "name": .text("caption \(mention.probeID)"),
        "kind": .text(mention.isFalse ? "hallucinated" : "plain"),
        "isFalse": .flag(mention.isFalse), "sign": .text(MentionWords.sign(.hallucinated)),
        "words": .text(words),
      ]
    }
  }

  private var mentionNote: String {
    entry.captions.count < entry.captionCount
      ? "The first \(NumberText.count(entry.captions.count)) of "
        + "\(NumberText.count(entry.captionCount)), those that name it falsely in front."
      : "Those that name it falsely come first."
  }
}
