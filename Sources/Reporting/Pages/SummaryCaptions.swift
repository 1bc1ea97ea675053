import Attribution
import Probing

/// The summary's section on captions: CHAIR with its intervals, what carries the hallucinated mentions, and what became
/// of them without their triggers.
struct SummaryCaptions {
  private static let objectLimit = 8

  /// What the captions came to.
  var figures: CaptionFigures
  /// What false mentions are called.
  var words: FalseMentionWords
  /// The objects that they name, among others.
  var objects: [ObjectEntry]

  /// The values of the section of `index.html`.
  var values: TemplateValue {
    .group([
      "intro": .text(intro),
      "numbers": .list(numbers), "hasNumbers": .flag(figures.chair != nil),
      "named": .optional(named),
      "quarters": .optional(
        bars(
          "CHAIR_i by the quarter of the caption in which the mention begins", quarters,
          anchor: "quarter")),
      "causes": .optional(
        bars(
          "What carries the explained hallucinated mentions", causes, anchor: "diagnosis")),
      "fates": .optional(
        bars("Mentions that vanish from the caption written anew", fates, anchor: "rewritten")),
      "more": .text("All \(NumberText.count(figures.count, "caption")), the worst first"),
    ])
  }

  private var intro: String {
    let named =
      "\(NumberText.count(figures.count, "caption")) with \(NumberText.count(figures.judged, "mention")) that "
      + "can be judged, \(NumberText.count(figures.hallucinated)) of them "
    return figures.chair == nil
      ? named
        + "denied by the model itself when asked: this is no CHAIR, for nobody said what is there."
      : named + "of \(words.what)."
  }

  private var numbers: [[String: TemplateValue]] {
    guard let chair = figures.chair else { return [] }
    let rows: [(name: String, words: String, anchor: String, estimate: Estimate)] = [
      ("CHAIR_i", "mentions of what is not there", "chair-i", chair.instanceRate),
      ("CHAIR_s", "captions with such a mention", "chair-s", chair.sentenceRate),
      ("recall", "objects in the picture that are named", "caption-recall", chair.recall),
    ]
    return rows.map { row in
      [
        "name": .text(row.name), "words": .text(row.words), "page": Glossary.link(to: row.anchor),
        "count": .text(
          row.estimate.ratio.map { ObjectsPage.count($0.numerator, of: $0.denominator) }
            ?? NumberText.none),
        "estimate": .group(EstimateValues.values(row.estimate)),
      ]
    }
  }

  /// The objects that captions most often name where they are not.
  private var named: [String: TemplateValue]? {
    let hallucinated = objects.filter { $0.mentionedFalsely > 0 }.sorted { first, second in
      first.mentionedFalsely == second.mentionedFalsely
        ? first.name < second.name : first.mentionedFalsely > second.mentionedFalsely
    }
    guard !hallucinated.isEmpty else { return nil }
    return [
      "caption": .text("Objects most often named \(words.places)"),
      "rows": .list(
        hallucinated.prefix(Self.objectLimit).map { entry in
          [
            "name": .text(entry.name), "page": .link(entry.pageName),
            "count": .text(
              ObjectsPage.count(
                entry.mentionedFalsely, of: entry.mentionedThere + entry.mentionedFalsely)),
            "width": .text(
              NumberText.fixed((entry.falseMentions.value ?? 0) * 100, decimals: 1) + "%"),
            "rate": .group(EstimateValues.values(entry.falseMentions)),
          ]
        }),
    ]
  }

  private typealias Bar = (name: String, share: Double, value: String)

  private var quarters: [Bar] {
    guard let chair = figures.chair, chair.instanceRate.ratio != nil else { return [] }
    return zip(["first", "second", "third", "last"], chair.quarterRates).map { name, rate in
      (
        name: name, share: rate.value ?? 0,
        value: rate.ratio.map {
          "\(NumberText.percent($0.value)), \(ObjectsPage.count($0.numerator, of: $0.denominator))"
        } ?? NumberText.none
      )
    }
  }

  private var causes: [Bar] {
    let total = figures.causes.values.reduce(0, +)
    return Diagnosis.Cause.allCases.compactMap { cause in
      figures.causes[cause].map { count in
        (
          name: MentionWords.name(cause), share: Double(count) / Double(max(total, 1)),
          value: "\(NumberText.count(count)) of \(NumberText.count(total))"
        )
      }
    }
  }

  private var fates: [Bar] {
    guard figures.vanished.count > 0 else { return [] }
    return [
      ("without the trigger", figures.vanished),
      ("without a random area", figures.vanishedAtRandom),
    ].filter { $0.1.count > 0 }.map { name, fate in
      (
        name: name, share: Double(fate.gone) / Double(fate.count),
        value: "\(NumberText.count(fate.gone)) of \(NumberText.count(fate.count))"
      )
    }
  }

  private func bars(_ caption: String, _ bars: [Bar], anchor: String) -> [String: TemplateValue]? {
    guard !bars.isEmpty else { return nil }
    return [
      "caption": .text(caption), "page": Glossary.link(to: anchor),
      "bars": .list(
        bars.map { bar in
          [
            "name": .text(bar.name), "value": .text(bar.value),
            "width": .text(NumberText.fixed(bar.share * 100, decimals: 1) + "%"),
          ]
        }),
    ]
  }
}
