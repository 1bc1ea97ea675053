import Attribution

/// How the searches for triggers ended, as rows and as bars.
enum TriggerTally {
  /// The upper ends of the bars' ranges of area; the last bar holds the rest.
  private static let binEnds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

  /// The numbers of a page's head: how many triggers were found, and how large they are.
  static func keys(_ necessary: TriggerStatistics) -> [[String: TemplateValue]] {
    [
      [
        "name": "Triggers found", "term": Glossary.term("triggers"), "hot": false,
        "cool": .flag(necessary.found > 0),
        "value": .text(
          necessary.searched == 0
            ? NumberText.none
            : "\(NumberText.count(necessary.found)) of \(NumberText.count(necessary.searched))"),
        "note": .optional(
          text: necessary.found == 0
            ? nil : "\(NumberText.count(necessary.minimal)) proven minimal"),
      ],
      [
        "name": "Median trigger", "term": false, "hot": false, "cool": .flag(necessary.found > 0),
        "value": .text(necessary.medianArea.map(NumberText.percent) ?? NumberText.none),
        "note": .optional(
          text: necessary.medianSize.map { size in
            "of the picture, "
              + (size == 1
                ? "1 region"
                : "\(NumberText.fixed(size, decimals: size == size.rounded() ? 0 : 1)) regions")
          }),
      ],
    ]
  }

  /// A first page's section on how the searches of some findings ended; one that is not rendered where no trigger was
  /// searched.
  static func section(
    intro: String, caption: String, of findings: [FindingEntry]
  ) -> TemplateValue {
    let necessary = TriggerStatistics(findings.compactMap(\.necessary))
    guard necessary.searched > 0 else { return false }
    let sufficient = TriggerStatistics(findings.compactMap(\.sufficient))
    return .group([
      "intro": .text(intro), "caption": .text(caption),
      "sides": .list(
        ["necessary", "sufficient"].map { ["name": .text($0), "term": Glossary.term($0)] }),
      "rows": .list(rows(necessary, sufficient)), "areas": areas(necessary),
    ])
  }

  /// One row a way to end, the necessary side first; ways that never occurred are left out.
  private static func rows(
    _ necessary: TriggerStatistics, _ sufficient: TriggerStatistics
  ) -> [[String: TemplateValue]] {
    let sides = [necessary, sufficient]
    func row(_ name: String, isPart: Bool = false, _ cell: (TriggerStatistics) -> String)
      -> [String: TemplateValue]
    {
      [
        "name": .text(name), "isPart": .flag(isPart), "term": Glossary.term(name),
        "cells": .list(
          sides.map { ["text": .text($0.searched == 0 ? NumberText.none : cell($0))] }),
      ]
    }
    var rows = [row("searched") { NumberText.count($0.searched) }]
    rows.append(row("found") { NumberText.count($0.found) })
    for minimality in [Trigger.Minimality.minimum, .subsetMinimal, .oneMinimal, .unproven]
    where sides.contains(where: { $0.proven[minimality] != nil }) {
      rows.append(
        row(Words.minimality(minimality), isPart: true) {
          NumberText.count($0.proven[minimality, default: 0])
        })
    }
    for status in [Trigger.Status.uncertain, .neverFlips, .languagePrior, .budgetSpent]
    where sides.contains(where: { $0.ended[status] != nil }) {
      rows.append(
        row(Words.status(status, side: .necessary)) {
          NumberText.count($0.ended[status, default: 0])
        })
    }
    rows.append(row("median area") { $0.medianArea.map(NumberText.percent) ?? NumberText.none })
    rows.append(
      row("median regions") {
        $0.medianSize.map { NumberText.fixed($0, decimals: $0 == $0.rounded() ? 0 : 1) }
          ?? NumberText.none
      })
    return rows
  }

  /// The necessary triggers by area, as bars; nothing when none was found.
  private static func areas(_ statistics: TriggerStatistics) -> TemplateValue {
    guard !statistics.areas.isEmpty else { return false }
    let counts = (0...binEnds.count).map { bin in
      statistics.areas.filter { area in
        (bin == 0 || area > binEnds[bin - 1]) && (bin == binEnds.count || area <= binEnds[bin])
      }.count
    }
    let largest = counts.max() ?? 1
    return .group([
      "caption": "Necessary triggers by their share of the picture",
      "bins": .list(
        counts.enumerated().map { bin, count in
          [
            "name": .text(binName(bin)), "count": .text(NumberText.count(count)),
            "width": .text(
              NumberText.fixed(Double(count) / Double(max(largest, 1)) * 100, decimals: 1) + "%"),
          ]
        }),
    ])
  }

  private static func binName(_ bin: Int) -> String {
    func percent(_ share: Double) -> String { NumberText.fixed(share * 100, decimals: 0) }
    return switch bin {
    case 0: "up to \(percent(binEnds[0]))%"
    case binEnds.count: "over \(percent(binEnds[bin - 1]))%"
    default: "\(percent(binEnds[bin - 1]))\u{2013}\(percent(binEnds[bin]))%"
    }
  }
}
