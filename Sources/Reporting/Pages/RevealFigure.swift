import Attribution
import Imaging

/// The picture that a script reveals region by region: what it needs beside the map, the curves and the table.
struct RevealFigure {
  /// The finding.
  var finding: FindingReport
  /// Its picture.
  var image: ReportImage
  /// Its regions.
  var labels: LabelMap
  /// Their order.
  var report: ExplanationReport

  /// The values of the figure of `order.html`.
  var values: [String: TemplateValue] {
    [
      "source": .link(image.source), "width": .text(String(image.width)),
      "height": .text(String(image.height)), "small": .flag(image.isSmall),
      "count": .text(String(labels.regionCount)),
      "of": .text("of \(NumberText.count(labels.regionCount, "region"))"),
      "name": .text("p(\(finding.entry.said.text))"),
      "same": .text("prefers \(finding.entry.said.text)"),
      "flipped": .text("prefers \(finding.entry.said.flipped)"),
      "color": .optional(text: color), "filled": .optional(filled.map { ["source": .link($0)] }),
      "note": .text(note),
      "ways": .list([way(.removed), way(.shown)]),
      "snaps": .list(WalkedSteps.Way.allCases.flatMap(snaps)),
    ]
  }

  /// The color of hidden regions; gray where what they look like cannot be told.
  private var color: String? {
    switch finding.hiddenLook {
    case .color(let color): color
    case .picture: nil
    case nil: "#808080"
    }
  }

  private var filled: String? {
    guard case .picture(let picture) = finding.hiddenLook else { return nil }
    return picture.image.source
  }

  private var note: String {
    if finding.entry.image?.form == .leftOut {
      return
        "The picture was left out: hidden regions, \(finding.fill.participle) before the model, are drawn black."
    }
    return finding.hiddenLook == nil
      ? "The log does not keep this picture whole: what was \(finding.fill.participle) is drawn gray."
      : "Hidden regions are \(finding.fill.participle), as the model saw them."
  }

  private func way(_ way: WalkedSteps.Way) -> [String: TemplateValue] {
    [
      "way": .text(way.rawValue), "checked": .flag(way == .removed),
      "label": way == .removed ? "Remove the first regions" : "Show only the first regions",
      "verb": way == .removed ? "Removed:" : "Shown:",
    ]
  }

  /// The steps that buttons lead to.
  private func snaps(_ way: WalkedSteps.Way) -> [[String: TemplateValue]] {
    let trigger = way == .removed ? finding.necessary?.trigger : finding.sufficient?.trigger
    let name = way == .removed ? "Whole trigger" : "Whole sufficient set"
    return [
      trigger.flatMap(steps).map { ("trigger", name, $0) },
      report.steps?.turn(way).map { ("flip", "Flip", $0) },
    ].compactMap(\.self).map { kind, name, step in
      [
        "way": .text(way.rawValue), "kind": .text(kind), "step": .text(String(step)),
        "name": .text("\(name): \(NumberText.count(step, "region"))"),
        "isHidden": .flag(way == .shown),
      ]
    }
  }

  /// How many of the first regions it takes until all of a set are among them.
  private func steps(_ trigger: Trigger) -> Int? {
    guard trigger.status == .found, !trigger.regions.isEmpty else { return nil }
    return report.explanation.order.lastIndex(where: trigger.regions.contains).map { $0 + 1 }
  }
}
