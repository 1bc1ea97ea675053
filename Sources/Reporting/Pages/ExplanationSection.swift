import Attribution
import Imaging

/// The ordered regions of a finding: map, curves, table.
struct ExplanationSection {
  private let finding: FindingReport
  private let image: ReportImage
  private let labels: LabelMap
  private let report: ExplanationReport

  /// The section, or nil when the finding has no explanation, no regions or no picture.
  init?(finding: FindingReport) {
    guard let image = finding.entry.image, let regions = finding.regions,
      let report = finding.explanation,
      report.explanation.order.count == regions.labels.regionCount
    else { return nil }
    self.finding = finding
    self.image = image
    labels = regions.labels
    self.report = report
  }

  private var explanation: Explanation { report.explanation }

  /// The values of the section of `finding.html`.
  var values: [String: TemplateValue] {
    let map = RankMap(explanation: explanation, labels: labels)
    let said = Words.sentence(report.said)
    // Words that are no yes or no stand in quotation marks already.
    let quoted = said.hasPrefix("\u{201C}") ? said : Words.quoted(said)
    return [
      "intro": .text(
        "All \(NumberText.count(labels.regionCount, "region")), in the order in which they carry "
          + "\(quoted), found by the \(Words.quoted(explanation.search)) search."),
      "source": .link(image.source), "width": .text(String(image.width)),
      "height": .text(String(image.height)), "small": .flag(image.isSmall),
      "alt": .text(mapAlternative),
      "regions": .list(map.regions), "ranks": .list(map.ranks), "fontSize": .text(map.fontSize),
      "outline": .optional(outline.isEmpty ? nil : ["path": .text(outline)]),
      "mapCaption": .text(
        "Each region colored by its gain: orange carries the answer, teal speaks against it; full "
          + "color from a gain of 0.5 on, in every finding alike. Numbers are ranks"
          + (outline.isEmpty ? "." : "; the outline is the necessary set.")),
      "curves": .list(curves(said)),
      "reveal": .group(
        RevealFigure(finding: finding, image: image, labels: labels, report: report).values),
      "tableTitle": .text("All \(NumberText.count(labels.regionCount)) regions in order"),
      "rows": .list([emptyRow] + rows),
    ]
  }

  private var outline: String { finding.entry.necessary?.outline ?? "" }

  private var mapAlternative: String {
    let first = explanation.order.prefix(3).map(String.init).joined(separator: ", ")
    return "Map of the regions that carry the answer; the first three are regions \(first)."
  }

  private func curves(_ said: String) -> [[String: TemplateValue]] {
    [
      CurveFigure(points: explanation.insertion).values(
        title: "Insertion", kind: "insertion",
        auc: auc(report.insertionAUC, report.bounds.insertionIsBounded),
        caption: "p(\(said)) as regions are shown, the most important first; higher is better."
          + turn(.shown) + bound(report.bounds.insertion),
        axis: "share of the picture shown", turn: report.steps?.turn(.shown)),
      CurveFigure(points: explanation.deletion).values(
        title: "Deletion", kind: "deletion",
        auc: auc(report.deletionAUC, report.bounds.deletionIsBounded),
        caption:
          "p(\(said)) as regions are taken away, the most important first; lower is better."
          + turn(.removed) + bound(report.bounds.deletion),
        axis: "share of the picture taken away", turn: report.steps?.turn(.removed)),
    ]
  }

  /// Where along a curve the answer turns, in words; empty where no answer can flip.
  private func turn(_ way: WalkedSteps.Way) -> String {
    guard let steps = report.steps, steps[way].contains(where: { $0 != nil }) else { return "" }
    let said = finding.entry.said
    guard let step = steps.turn(way) else {
      return way == .shown
        ? " \(Words.sentence(said.text)) never comes along this order."
        : " The answer never flips along this order."
    }
    let curve = way == .shown ? explanation.insertion : explanation.deletion
    let extent =
      "\(NumberText.count(step, "region")), \(NumberText.percent(curve[step].areaFraction)) of the picture"
    return switch way {
    case .shown where step == 0: " The answer is there before anything is shown."
    case .shown: " The answer comes to be \(said.text) at \(extent)."
    case .removed: " The answer flips to \(said.flipped) at \(extent)."
    }
  }

  /// The step before the first region: nothing shown, nothing removed.
  private var emptyRow: [String: TemplateValue] {
    let none = TemplateValue.text(NumberText.none)
    return [
      "anchor": "step-0", "rank": "0", "region": none, "gain": none, "area": none, "covered": "0%",
      "sets": "",
    ].merging(step(0)) { $1 }
  }

  /// What came of showing, and of removing, so many regions.
  private func step(_ count: Int) -> [String: TemplateValue] {
    [
      "shown": .text(probability(explanation.insertion, report.bounds.insertion, count)),
      "removed": .text(probability(explanation.deletion, report.bounds.deletion, count)),
      "shownSays": .text(preference(.shown, count)),
      "removedSays": .text(preference(.removed, count)),
    ]
  }

  /// Which answer the model prefers at a step, for the script that finds the words; empty where that is not known.
  private func preference(_ way: WalkedSteps.Way, _ step: Int) -> String {
    if let measured = explanation.measured, !measured.contains(step) { return "between" }
    return switch report.steps?.saying(way, step) {
    case .same: "same"
    case .flipped: "flipped"
    case .unread, nil: ""
    }
  }

  private var rows: [[String: TemplateValue]] {
    var covered = RegionSet(regionCount: labels.regionCount)
    return explanation.order.enumerated().map { rank, region in
      covered.insert(region)
      let area = Double(labels.pixelCounts[region]) / Double(labels.width * labels.height)
      return [
        "anchor": .text("region-\(region)"),
        "rank": .text(String(rank + 1)), "region": .text(String(region)),
        "gain": .text(NumberText.signed(explanation.gains[rank], decimals: 3)),
        "area": .text(NumberText.percent(area)),
        "covered": .text(NumberText.percent(labels.areaFraction(of: covered))),
        "sets": .text(sets(region)),
      ].merging(step(rank + 1)) { $1 }
    }
  }

  private func probability(_ curve: [CurvePoint], _ bounds: [Bool], _ index: Int) -> String {
    guard curve.indices.contains(index) else { return NumberText.none }
    return NumberText.atMost(
      NumberText.probability(curve[index].value), bounds.indices.contains(index) && bounds[index])
  }

  private func auc(_ value: Double, _ isBounded: Bool) -> String {
    NumberText.atMost(NumberText.fixed(value, decimals: 3), isBounded)
  }

  /// What is said of a curve some of whose points are bounds.
  private func bound(_ areBounds: [Bool]) -> String {
    let count = areBounds.count { $0 }
    guard count > 0 else { return "" }
    return
      " At \(NumberText.count(count)) of its \(NumberText.count(areBounds.count, "point")) the server "
      + "left the answer out: the curve is there the most that it can be."
  }

  /// Which triggers the region belongs to.
  private func sets(_ region: Int) -> String {
    [finding.necessary, finding.sufficient].compactMap { $0?.trigger }
      .filter { $0.regions.regionCount > region && $0.regions.contains(region) }
      .map(\.side.rawValue).joined(separator: ", ")
  }
}
