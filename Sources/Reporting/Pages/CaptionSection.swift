import Attribution
import AuditStore
import Probing

/// The caption with its mentions marked, what carries the flagged one, and what becomes of it without the trigger.
struct CaptionSection {
  /// The caption.
  var caption: CaptionReport
  /// What filling does to a part of the image, for example `blacked out`.
  var participle: String
  /// The picture; nil when it was never read.
  var image: ReportImage?

  /// The values of the caption's part of `finding.html`.
  var values: [String: TemplateValue] {
    [
      "spans": .list(spans),
      "legend": .text(legend),
      "diagnosis": .optional(text: diagnosis),
      "shares": .list(shares), "hasShares": .flag(!shares.isEmpty),
      "cuts": .list(cuts), "hasCuts": .flag(!cuts.isEmpty),
      "chain": .optional(SnowballChain(caption: caption)?.values),
      "path": .optional(EvidencePathFigure(caption: caption, image: image)?.values),
      "rewritten": .list(
        caption.rewritten.map {
          CaptionText.rewritten($0, from: caption.text, participle: participle)
        }),
      "evidence": .optional(text: evidence),
    ]
  }

  /// The page of the whole caption.
  var page: TemplateValue {
    .optional(own.map { ["page": .link(CaptionEntry.pageName(ofProbe: $0.probeID))] })
  }

  private var own: MentionRecord? { caption.mention(caption.mentionID) }

  /// The text in stretches: mentions by what they came to, and the words between.
  private var spans: [[String: TemplateValue]] {
    CaptionText.stretches(of: caption.text, caption.mentions).map { text, mention in
      ["text": .text(text), "kind": .text(mention.map(style) ?? "plain")]
    }
  }

  private func style(_ mention: MentionRecord) -> String {
    "mention \(mention.standing.rawValue)" + (mention.id == caption.mentionID ? " own" : "")
  }

  private var legend: String {
    let judge =
      switch caption.judge {
      case .annotations: "by the annotations of the picture"
      case .model: "by asking the model itself about each object"
      }
    let hallucinated = caption.mentions.count { $0.standing == .hallucinated }
    return "\(NumberText.count(caption.mentions.count, "mention")), judged \(judge): "
      + "\(NumberText.count(hallucinated)) hallucinated (underlined); this page is about the marked one."
  }

  private var diagnosis: String? {
    guard let record = caption.diagnosis else { return nil }
    let diagnosis = record.diagnosis
    let said =
      "p \(NumberText.probability(diagnosis.whole)) with the picture, "
      + "\(NumberText.probability(diagnosis.text)) without it"
    let root = record.rootID.flatMap(caption.mention)?.object
    let cause = MentionWords.cause(diagnosis.cause, root: root)
    return "\(cause) The caption comes to name it with \(said)."
  }

  private var shares: [[String: TemplateValue]] {
    guard let diagnosis = caption.diagnosis?.diagnosis else { return [] }
    return [
      ("the picture", diagnosis.visual), ("an earlier object of the caption", diagnosis.snowball),
      ("the language prior", diagnosis.prior), ("either picture or caption", diagnosis.either),
    ].map { name, share in
      [
        "name": .text(name), "kind": "other",
        "width": .text(NumberText.fixed(share * 100, decimals: 1) + "%"),
        "value": .text(NumberText.percent(share)),
      ]
    }
  }

  /// One line for each object that was cut out of the caption.
  private var cuts: [[String: TemplateValue]] {
    (caption.diagnosis?.cuts ?? []).compactMap { cut in
      guard let mention = caption.mention(cut.mentionID),
        let earlier = caption.mention(cut.earlierID)
      else { return nil }
      return [
        "mention": .text(mention.words), "cut": .text(earlier.object),
        "whole": .text(NumberText.probability(cut.effect.whole)),
        "without": .text(NumberText.probability(cut.effect.cut)),
        "text": .text(NumberText.probability(cut.effect.text)),
        "textWithout": .text(NumberText.probability(cut.effect.textCut)),
        "verdict": .text(cut.isCause ? "follows from it" : NumberText.none),
      ]
    }
  }

  private var evidence: String? {
    guard let evidence = caption.evidence else { return nil }
    guard let center = evidence.center else {
      return "No region by itself carries evidence of it beyond the noise."
    }
    let place =
      "The center of its evidence lies at \(NumberText.percent(center.x)) of the width and "
      + "\(NumberText.percent(center.y)) of the height."
    guard let overlap = evidence.overlap, let distance = evidence.distance else { return place }
    return place
      + " Its top regions overlap those of the explained mention before it by \(NumberText.percent(overlap)), "
      + "and the center moved by \(NumberText.percent(distance)) of the diagonal"
      + (evidence.isJump ? ": the evidence jumps." : ".")
  }
}
