import Attribution
import AuditStore

/// Where the evidence of a caption's mentions lies on the picture, joined in the order in which they are said.
struct EvidencePathFigure {
  private let caption: CaptionReport
  private let image: ReportImage

  /// The figure; nil without a picture, or where no mention has evidence beyond the noise.
  init?(caption: CaptionReport, image: ReportImage?) {
    guard let image, !caption.path.isEmpty else { return nil }
    (self.caption, self.image) = (caption, image)
  }

  /// The values of the figure of `finding.html`.
  var values: [String: TemplateValue] {
    let side = Double(max(image.width, image.height))
    let stops = caption.path.enumerated().map(stop)
    return [
      "source": .link(image.source), "width": .text(String(image.width)),
      "height": .text(String(image.height)), "small": .flag(image.isSmall),
      "alt": .text(alternative),
      "line": .text(
        caption.path.enumerated().map { index, stop in
          (index == 0 ? "M" : "L") + x(stop) + " " + y(stop)
        }.joined()),
      "radius": .text(NumberText.fixed(side / 26, decimals: 1)),
      "fontSize": .text(NumberText.fixed(side / 20, decimals: 1)),
      "stops": .list(stops),
    ]
  }

  private func x(_ stop: EvidenceStop) -> String {
    NumberText.fixed(stop.place.x * Double(image.width), decimals: 1)
  }

  private func y(_ stop: EvidenceStop) -> String {
    NumberText.fixed(stop.place.y * Double(image.height), decimals: 1)
  }

  private func stop(_ index: Int, _ stop: EvidenceStop) -> [String: TemplateValue] {
    [
      "number": .text(String(index + 1)), "x": .text(x(stop)), "y": .text(y(stop)),
      "own": .flag(stop.mentionID == caption.mentionID),
      "words": .text(caption.mention(stop.mentionID)?.words ?? ""),
      "note": .text(note(stop)),
    ]
  }

  private func note(_ stop: EvidenceStop) -> String {
    let place =
      "\(NumberText.percent(stop.place.x)) from the left, \(NumberText.percent(stop.place.y)) from the top"
    guard let distance = stop.distance else { return place }
    return place
      + "; \(NumberText.percent(distance)) of the diagonal from the one before"
      + (stop.isJump ? ", a jump" : "")
  }

  private var alternative: String {
    let words = caption.path.compactMap { caption.mention($0.mentionID)?.words }
    return
      "The centers of the evidence of \(words.map(Words.quoted).joined(separator: ", then ")), "
      + "in the order of the caption."
  }
}
