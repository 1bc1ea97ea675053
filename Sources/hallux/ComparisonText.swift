import AuditStore
import Foundation
import ModelAPI
import Probing

/// A comparison for a person.
struct ComparisonText {
  let comparison: AuditComparison
  let usesMid: Bool

  /// The most lines of a list.
  private static let listLimit = 20

  /// All of it, a line each.
  var lines: [String] {
    var lines = [
      side("before", comparison.before), side("after", comparison.after), matched,
    ]
    if comparison.before.record.manifest.key == comparison.after.record.manifest.key {
      lines.append(
        "            the two are one and the same audit by their keys: model, probes and settings")
    }
    lines += unmatchedLines + settingLines + [""]
    if comparison.summary.pooled.count > 0 {
      lines += numberTable(comparison.summary.pooled).lines
      if !comparison.summary.splits.isEmpty { lines += [""] + splitTable.lines }
      lines += ["", intervalLine] + conventionLines + testLines(comparison.summary.pooled.flips)
    }
    lines += choiceLines + adjudicatedLines + findingLines + triggerLines
    return lines
  }

  private func side(_ name: String, _ side: ComparedAudit) -> String {
    let record = side.record
    return name.padded
      + "audit \(record.id) of \(side.logPath.printable): \(record.manifest.model.name.printable) on"
      + " \(record.manifest.probeSet.printable)"
      + (record.state == .finished ? "" : " (\(record.state.rawValue))")
  }

  private var matched: String {
    let pairing = comparison.pairing
    let byName = pairing.pairs.count { $0.evidence == .name }
    return "probes      \(pairing.pairs.count) matched"
      + (byName > 0 ? ", \(byName) of them by their images' names alone" : "")
      + "; \(pairing.unmatchedBefore) only before, \(pairing.unmatchedAfter) only after"
      + (comparison.unanswered > 0
        ? "; \(comparison.unanswered) matched without a verdict on both sides" : "")
      + "; parse rule \(comparison.rule)"
  }

  private var unmatchedLines: [String] {
    comparison.pairing.relabeled == 0
      ? []
      : [
        "            \(comparison.pairing.relabeled) differ in their labels alone: they are not compared"
      ]
  }

  /// What the audits were told differently.
  private var settingLines: [String] {
    DifferingSettings.all(comparison.before.record, comparison.after.record).map {
      "setting     \($0.name.printable): \($0.before.printable) before, \($0.after.printable) after"
    }
  }

  private func numberTable(_ comparison: VerdictComparison) -> TextTable {
    var table = TextTable([
      ("number", .left), ("before", .right), ("after", .right), ("after - before", .left),
    ])
    for difference in comparison.differences {
      table.add([
        difference.number.title, difference.before?.numberText ?? "-",
        difference.after?.numberText ?? "-", difference.change?.changeText ?? "-",
      ])
    }
    return table
  }

  /// The differences per split, then of all probes together.
  private var splitTable: TextTable {
    let shown: [ProbeNumber] = [.accuracy, .precision, .recall, .f1, .yesRatio, .specificity]
    var table = TextTable(
      [("split", .left), ("n", .right)] + shown.map { ($0.title, .left) } + [("p", .right)])
    func add(_ name: String, _ comparison: VerdictComparison) {
      table.add(
        [name.printable, String(comparison.count)]
          + shown.map { comparison[$0]?.change?.changeText ?? "-" }
          + [pText(comparison.flips.correctnessTest)])
    }
    for split in comparison.summary.splits { add(split.name, split.comparison) }
    add("together", comparison.summary.pooled)
    return table
  }

  private var intervalLine: String {
    let pooled = comparison.summary.pooled
    return
      "\(pooled.count) probes about \(pooled.imageCount) images; 95 % intervals of the differences by paired"
      + " bootstrap over clusters by \(pooled.clusterKey.rawValue)"
  }

  private var conventionLines: [String] {
    comparison.summary.convention.map {
      [
        "convention  mean over the three splits, as LLaVA's papers quote it: F1 \($0.f1.change.changeText),"
          + " accuracy \($0.accuracy.change.changeText)"
      ]
    } ?? []
  }

  private func testLines(_ flips: FlipCounts) -> [String] {
    [
      "flips       \(flips.rightToWrong) right to wrong, \(flips.wrongToRight) wrong to right:"
        + " \(pText(flips.correctnessTest, named: true))",
      "false yes   \(flips.newFalseYes) new, \(flips.vanishedFalseYes) vanished:"
        + " \(pText(flips.falseYesTest, named: true))",
      "answers     \(flips.yesToNo) yes to no, \(flips.noToYes) no to yes"
        + (flips.toUnparsable + flips.fromUnparsable > 0
          ? ", \(flips.toUnparsable) to unparsable, \(flips.fromUnparsable) from unparsable" : ""),
    ]
  }

  private var choiceLines: [String] {
    guard let choices = comparison.choices else { return [] }
    return [
      "choices     \(choices.count) questions: accuracy \(choices.accuracyBefore.map { fixed($0) } ?? "-") before,"
        + " \(choices.accuracyAfter.map { fixed($0) } ?? "-") after, \(choices.change?.changeText ?? "-");"
        + " \(choices.rightToWrong) right to wrong, \(choices.wrongToRight) wrong to right:"
        + " \(pText(choices.correctnessTest, named: true))"
    ]
  }

  private var adjudicatedLines: [String] {
    guard let adjudicated = comparison.adjudicated else { return [] }
    let pooled = adjudicated.summary.pooled
    return ["adjudicated \(adjudicated.tally.text); \(pooled.count) probes left"]
      + [ProbeNumber.accuracy, .f1].compactMap { number in
        pooled[number].map { difference in
          "            \(number.title) \(difference.before?.numberText ?? "-") before,"
            + " \(difference.after?.numberText ?? "-") after, \(difference.change?.changeText ?? "-")"
        }
      } + [
        "            \(pooled.flips.rightToWrong) right to wrong, \(pooled.flips.wrongToRight) wrong to right:"
          + " \(pText(pooled.flips.correctnessTest, named: true))"
      ]
  }

  private var findingLines: [String] {
    func list(_ name: String, _ findings: [ComparedFinding]) -> [String] {
      findings.prefix(Self.listLimit).map { finding in
        name.padded
          + "finding \(finding.finding), \(finding.kind.rawValue), \(finding.imageName.printable): "
          + finding.question.printable
      }
        + (findings.count > Self.listLimit
          ? ["            and \(findings.count - Self.listLimit) more (--json has all)"] : [])
    }
    return [
      "findings    \(comparison.newFindings.count) new, \(comparison.vanishedFindings.count) vanished,"
        + " \(comparison.lastingFindings) in both"
    ] + list("  new", comparison.newFindings) + list("  vanished", comparison.vanishedFindings)
  }

  private var triggerLines: [String] {
    let triggers = comparison.triggers
    guard !triggers.isEmpty else { return [] }
    let moved = triggers.filter(\.isMoved)
    let median = triggers[triggers.count / 2].overlap
    return [
      "triggers    \(triggers.count) of the same answers in both: median overlap \(fixed(median, 2)),"
        + " \(moved.count) moved (overlap below \(fixed(TriggerMove.movedBelow, 1)))"
    ]
      + moved.prefix(Self.listLimit).map { move in
        "  moved".padded
          + "finding \(move.before.finding) and \(move.after.finding), \(move.imageName.printable): overlap"
          + " \(fixed(move.overlap, 2)), area \(percent(move.before.area)) and \(percent(move.after.area))"
      }
      + (moved.count > Self.listLimit
        ? ["            and \(moved.count - Self.listLimit) more (--json has all)"] : [])
  }

  private func pText(_ test: McNemarTest, named: Bool = false) -> String {
    let p = test.p(usesMid)
    let text = p >= 0.001 || p == 0 ? fixed(p) : String(format: "%.1e", p)
    return named ? "p = \(text) (McNemar, \(usesMid ? "mid-p" : "exact"))" : text
  }
}

extension Measure {
  /// A difference with its sign and its interval, as in `+0.012 [-0.003, +0.027]`.
  fileprivate var changeText: String {
    signed(value) + (interval.map { " [\(signed($0.low)), \(signed($0.high))]" } ?? "")
  }

  private func signed(_ value: Double) -> String {
    let text = value.numberText
    return value > 0 && text != "0.000" ? "+" + text : text
  }
}

extension Double {
  /// The number with three decimals; what rounds to 0 has no sign.
  fileprivate var numberText: String {
    let text = fixed(self)
    return text == "-0.000" ? "0.000" : text
  }
}

extension AdjudicationTally {
  /// The counts in words.
  var text: String {
    "\(count) labels judged: \(confirmed) confirmed, \(labelWrong) wrong, \(ambiguous) ambiguous,"
      + " \(disputed) disputed"
  }
}

extension String {
  /// The text at the width of the first column.
  fileprivate var padded: String { self + String(repeating: " ", count: max(1, 12 - count)) }
}
