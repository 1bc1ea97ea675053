import Attribution
import Imaging
import Probing

/// The pictures of a finding side by side: the whole one, without the trigger, and the sufficient set alone,
/// each with what the model says about it.
struct FindingPanels {
  /// The finding.
  var finding: FindingReport

  private var entry: FindingEntry { finding.entry }

  /// One panel a picture; empty when the log does not hold the picture.
  var values: [[String: TemplateValue]] {
    guard let image = entry.image else { return [] }
    return [whole(image)]
      + [finding.necessary, finding.sufficient].compactMap { $0 }.compactMap { masked($0, image) }
  }

  private func whole(_ image: ReportImage) -> [String: TemplateValue] {
    let outline = entry.outline(.necessary)
    let legend = outline.isEmpty ? "" : "Outlined: the necessary set. "
    let truth = TruthValues(finding.truth, over: image)
    let picture = PictureValues(
      image: image, alt: FindingWords.alternative(entry), outline: outline, truth: truth)
    var panel = panel(
      title: outline.isEmpty ? "The picture" : "The picture, its trigger outlined",
      saying: .same, reply: finding.reply,
      note: legend + FindingWords.probability(entry) + "."
        + (finding.reachProbability.map { " " + explained($0, finding.isReachBounded) } ?? ""),
      isMain: true, picture: picture)
    panel["truth"] = .optional(text: truth?.words)
    return panel
  }

  private func masked(_ report: TriggerReport, _ image: ReportImage) -> [String: TemplateValue]? {
    let trigger = report.trigger
    guard let labels = finding.regions?.labels, !trigger.regions.isEmpty else { return nil }
    let outline = entry.outline(trigger.side)
    let title: String
    let hidden: String
    let extent =
      "\(NumberText.count(trigger.regions.count, "region")), "
      + "\(NumberText.percent(report.area)) of the picture"
    let note: String
    switch trigger.side {
    case .necessary:
      title = "Without the trigger"
      hidden = outline
      note = "\(extent), \(finding.fill.participle)."
    case .sufficient:
      title = "The sufficient set alone"
      hidden = OutlinePath.frame(width: image.width, height: image.height) + outline
      note = "\(extent); all else \(finding.fill.participle)."
    }
    // A caption of the sufficient set alone is another caption: whether it would come to the mention is what the margin says.
    let isOtherCaption = finding.caption != nil && trigger.side == .sufficient
    let saying =
      isOtherCaption
      ? byProbability(report)
      : report.verification.map(entry.said.saying) ?? byProbability(report)
    let alt = "\(title): the model says \(entry.said.text(saying)). \(note)"
    return panel(
      title: title, saying: saying, reply: isOtherCaption ? nil : report.verification?.text,
      verb: isOtherCaption ? "prefers" : "says",
      note: note
        + (report.probability.map { " " + explained($0, report.isProbabilityBounded) } ?? ""),
      isMain: false,
      picture: picture(
        image, alt: alt, side: trigger.side, hidden: hidden,
        numbers: RegionNumbers(set: trigger.regions, labels: labels)))
  }

  private func picture(
    _ image: ReportImage, alt: String, side: Trigger.Side, hidden: String, numbers: RegionNumbers
  ) -> PictureValues {
    if let masked = finding.maskedPictures[side] {
      return PictureValues(image: masked.image, alt: alt, numbers: numbers)
    }
    return PictureValues(image: image, alt: alt, hidden: hidden, numbers: numbers)
  }

  /// What the margin says where no reply was generated.
  private func byProbability(_ report: TriggerReport) -> Saying {
    report.trigger.certificate.first.map { Saying(margin: $0.margin) } ?? .unread
  }

  private func explained(_ probability: Double, _ isBounded: Bool) -> String {
    let share = NumberText.atMost(NumberText.probability(probability), isBounded)
    return finding.reachProbability == nil
      ? "\(FindingWords.probabilityName(entry)) \(share)."
      : "The caption comes to it with \(share)."
  }

  private func panel(
    title: String, saying: Saying, reply: String?, verb: String = "says", note: String,
    isMain: Bool,
    picture: PictureValues
  ) -> [String: TemplateValue] {
    [
      "title": .text(title), "said": .text("\(verb) " + entry.said.text(saying)),
      "saidClass": .text(entry.said.style(saying)),
      "reply": .optional(text: reply.map(Words.reply)), "note": .text(note),
      "isMain": .flag(isMain),
      "picture": .group(picture.values),
    ]
  }
}
