import AuditStore
import Probing

/// The tables of a comparison's page.
struct ComparisonTables {
  let comparison: AuditComparison
  let usesMid: Bool
  let links: ReportLinks

  /// The most rows of a list.
  private static let rowLimit = 200

  /// The tables that have something to say, in their order.
  var values: [[String: TemplateValue]] {
    [
      numbers(
        "numbers", "The numbers", "Under the labels that came with the probes.",
        comparison.summary.pooled), splits, choices, adjudicated, changes,
      findings(
        "new", "New findings", comparison.newFindings, "the second", link: links.after),
      findings(
        "vanished", "Findings that vanished", comparison.vanishedFindings, "the first",
        link: links.before),
      triggers,
    ].compactMap { $0 }
  }

  /// A cell of a table.
  private struct Cell {
    var value: String
    var note: String?
    var isNumber = true
    /// The page that the cell leads to.
    var link: String?

    var values: [String: TemplateValue] {
      [
        "value": .text(value), "note": .optional(text: note), "isNumber": .flag(isNumber),
        "link": .optional(text: link),
      ]
    }
  }

  private func table(
    _ anchor: String, _ title: String, _ intro: String, columns: [(String, isNumber: Bool)],
    rows: [(name: String, note: String?, cells: [Cell], isPooled: Bool)]
  ) -> [String: TemplateValue] {
    [
      "anchor": .text(anchor), "title": .text(title), "intro": .text(intro),
      "hasRows": .flag(!rows.isEmpty),
      "columns": .list(columns.map { ["name": .text($0.0), "isNumber": .flag($0.isNumber)] }),
      "rows": .list(
        rows.prefix(Self.rowLimit).map { row in
          [
            "name": .text(row.name), "note": .optional(text: row.note),
            "cells": .list(row.cells.map(\.values)), "isPooled": .flag(row.isPooled),
          ]
        }),
      "more": .optional(
        text: rows.count > Self.rowLimit
          ? "\(NumberText.count(rows.count - Self.rowLimit)) more are in the JSON of hallux compare."
          : nil),
    ]
  }

  private func change(_ measure: Measure?) -> Cell {
    guard let measure else { return Cell(value: NumberText.none) }
    return Cell(
      value: ComparisonWords.change(measure.value),
      note: measure.interval.map {
        "\(ComparisonWords.change($0.low)) to \(ComparisonWords.change($0.high))"
      })
  }

  private func number(_ value: Double?) -> Cell {
    Cell(value: value.map { NumberText.fixed($0, decimals: 3) } ?? NumberText.none)
  }

  private func numbers(
    _ anchor: String, _ title: String, _ intro: String, _ pooled: VerdictComparison
  ) -> [String: TemplateValue]? {
    guard pooled.count > 0 else { return nil }
    return table(
      anchor, title,
      intro + " Intervals are 95%; there is none where nothing varies.",
      columns: [
        ("Number", false), ("before", true), ("after", true), ("after \u{2212} before", true),
      ],
      rows: pooled.differences.map {
        (
          $0.number.title, nil, [number($0.before), number($0.after), change($0.change)], false
        )
      })
  }

  private var splits: [String: TemplateValue]? {
    guard !comparison.summary.splits.isEmpty else { return nil }
    let shown: [ProbeNumber] = [.accuracy, .precision, .recall, .f1, .yesRatio, .specificity]
    func row(_ name: String, _ comparison: VerdictComparison, isPooled: Bool)
      -> (name: String, note: String?, cells: [Cell], isPooled: Bool)
    {
      let p = ComparisonWords.bare(comparison.flips.correctnessTest, usesMid)
      return (
        name, NumberText.count(comparison.count, "probe"),
        shown.map { change(comparison[$0]?.change) } + [Cell(value: p)], isPooled
      )
    }
    return table(
      "splits", "By split", "Differences; p is McNemar\u{2019}s, of being right.",
      columns: [("Split", false)] + shown.map { ($0.title, true) } + [("p", true)],
      rows: comparison.summary.splits.map { row($0.name, $0.comparison, isPooled: false) }
        + [row("all, each once", comparison.summary.pooled, isPooled: true)])
  }

  private var choices: [String: TemplateValue]? {
    guard let choices = comparison.choices else { return nil }
    return table(
      "choices", "Multiple choice",
      "\(choices.rightToWrong) became wrong, \(choices.wrongToRight) right:"
        + " \(ComparisonWords.p(choices.correctnessTest, usesMid)).",
      columns: [
        ("Number", false), ("before", true), ("after", true), ("after \u{2212} before", true),
      ],
      rows: [
        (
          "accuracy", NumberText.count(choices.count, "question"),
          [number(choices.accuracyBefore), number(choices.accuracyAfter), change(choices.change)],
          false
        )
      ])
  }

  private var adjudicated: [String: TemplateValue]? {
    guard let adjudicated = comparison.adjudicated else { return nil }
    let tally = adjudicated.tally
    let flips = adjudicated.summary.pooled.flips
    return numbers(
      "adjudicated", "Under people\u{2019}s judgments",
      "Of \(NumberText.count(tally.count, "label")) judged, \(tally.confirmed) were confirmed, \(tally.labelWrong) found"
        + " wrong and flipped, \(tally.ambiguous) found ambiguous and \(tally.disputed) disputed, both left out."
        + " \(NumberText.count(flips.rightToWrong, "answer")) became wrong, \(flips.wrongToRight) right:"
        + " \(ComparisonWords.p(flips.correctnessTest, usesMid)).",
      adjudicated.summary.pooled)
  }

  private var changes: [String: TemplateValue]? {
    guard !comparison.changes.isEmpty else { return nil }
    func said(_ answer: Answer?, _ finding: Int64?, _ link: String?) -> Cell {
      Cell(
        value: answer?.rawValue ?? "unreadable", note: finding.map { "finding \($0)" },
        isNumber: false, link: link)
    }
    return table(
      "changes", "Answers that changed",
      "Finding numbers are those of each audit\u{2019}s log: hallux report writes their pages.",
      columns: [
        ("Question", false), ("label", false), ("before", false), ("after", false),
      ],
      rows: comparison.changes.map { change in
        (
          change.question, Redaction.fileName(change.imageName),
          [
            Cell(value: change.label.rawValue, isNumber: false),
            said(change.before, change.findingBefore, links.before(change.findingBefore)),
            said(change.after, change.findingAfter, links.after(change.findingAfter)),
          ], false
        )
      })
  }

  private func findings(
    _ anchor: String, _ title: String, _ findings: [ComparedFinding], _ side: String,
    link: (Int64?) -> String?
  ) -> [String: TemplateValue]? {
    guard !findings.isEmpty else { return nil }
    return table(
      anchor, title,
      "\(NumberText.count(findings.count, "finding")) on matched probes that only \(side) audit has.",
      columns: [("Question", false), ("finding", true), ("kind", false)],
      rows: findings.map { finding in
        (
          finding.question, Redaction.fileName(finding.imageName),
          [
            Cell(value: String(finding.finding), link: link(finding.finding)),
            Cell(value: finding.kind.rawValue, isNumber: false),
          ], false
        )
      })
  }

  private var triggers: [String: TemplateValue]? {
    guard !comparison.triggers.isEmpty else { return nil }
    let moved = comparison.triggers.count(where: \.isMoved)
    func area(_ side: TriggerMove.Side, _ link: (Int64?) -> String?) -> Cell {
      Cell(
        value: NumberText.percent(side.area), note: "finding \(side.finding)",
        link: link(side.finding))
    }
    return table(
      "triggers", "What triggers the same answers",
      "Answers with a trigger in both audits: \(NumberText.count(comparison.triggers.count)), \(NumberText.count(moved)) of them moved:"
        + " less than half of what either covers is common.",
      columns: [
        ("Question", false), ("overlap", true), ("area before", true), ("area after", true),
      ],
      rows: comparison.triggers.map { move in
        (
          move.question, Redaction.fileName(move.imageName),
          [
            Cell(value: NumberText.fixed(move.overlap, decimals: 2)),
            area(move.before, links.before), area(move.after, links.after),
          ], false
        )
      })
  }
}
