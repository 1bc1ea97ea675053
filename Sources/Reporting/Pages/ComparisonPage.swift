import AuditStore
import Foundation
import ModelAPI
import Probing

/// The page of a comparison: the verdict in words, the numbers, what changed.
struct ComparisonPage {
  let comparison: AuditComparison
  let version: String
  let usesMid: Bool
  let links: ReportLinks

  /// The values of `compare.html`.
  var values: [String: TemplateValue] {
    let tables = ComparisonTables(comparison: comparison, usesMid: usesMid, links: links)
    return frame(title: "Two audits compared", description: headline).merging([
      "headline": .text(headline),
      "lede": .text(lede),
      "notices": .list(notices.map { ["text": .text($0)] }),
      "keys": .list(keys),
      "tables": .list(tables.values),
      "records": FactValues.groups([
        record("Before", comparison.before), record("After", comparison.after), method,
      ]),
    ]) { _, own in own }
  }

  /// The values of the `glossary.html` beside it.
  var glossary: [String: TemplateValue] {
    frame(
      title: "Glossary", description: "The terms that these pages use, in plain words.",
      isGlossary: true)
  }

  private func frame(
    title: String, description: String, isGlossary: Bool = false
  ) -> [String: TemplateValue] {
    let (before, after) = (
      Redaction.record(comparison.before.record), Redaction.record(comparison.after.record)
    )
    let names = [before.manifest.model.name, after.manifest.model.name]
    return [
      "title": .text("\(title) \u{2013} Hallux"),
      "description": .text(description),
      "version": .text(version),
      "isComparison": true, "isGlossary": .flag(isGlossary),
      "model": .text(names[0] == names[1] ? names[0] : names.joined(separator: " and ")),
      "probeSet": .text(before.manifest.probeSet),
    ]
  }

  private var pooled: VerdictComparison { comparison.summary.pooled }

  private var headline: String {
    let flips = pooled.flips
    if pooled.count == 0 { return "No answer of both audits to compare" }
    if flips.correctness == 0 { return "No answer became right or wrong" }
    let p = flips.correctnessTest.p(usesMid)
    let direction = flips.wrongToRight > flips.rightToWrong ? "better" : "worse"
    return
      (p < 0.05
      ? "The second audit is \(direction)" : "No difference that chance would not make")
      + ": \(NumberText.count(flips.rightToWrong, "answer")) became wrong, "
      + "\(NumberText.count(flips.wrongToRight)) right"
  }

  private var lede: String {
    "\(NumberText.count(comparison.pairing.pairs.count, "probe")) of both audits are the same: image, question and label."
      + " Both have a verdict on \(NumberText.count(pooled.count)) of them, about"
      + " \(NumberText.count(pooled.imageCount, "image"))."
      + " Differences are the second audit\u{2019}s number less the first\u{2019}s."
  }

  private var notices: [String] {
    let pairing = comparison.pairing
    var notices: [String] = []
    if pairing.unmatchedBefore + pairing.unmatchedAfter > 0 {
      notices.append(
        "\(NumberText.count(pairing.unmatchedBefore, "probe")) are in the first audit only,"
          + " \(NumberText.count(pairing.unmatchedAfter)) in the second only: they are not compared"
          + (pairing.relabeled > 0
            ? "; \(NumberText.count(pairing.relabeled)) of them differ in their labels alone."
            : "."))
    }
    let byName = pairing.pairs.count { $0.evidence == .name }
    if byName > 0 {
      notices.append(
        "\(NumberText.count(byName)) of the probes were matched by the names of their images alone."
      )
    }
    for side in [comparison.before, comparison.after] where side.record.state != .finished {
      notices.append("Audit \(side.record.id) is not finished: \(side.record.state.rawValue).")
    }
    return notices
  }

  private var keys: [[String: TemplateValue]] {
    let flips = pooled.flips
    func key(
      _ name: String, _ value: String, _ note: String, hot: Bool = false, cool: Bool = false
    ) -> [String: TemplateValue] {
      [
        "name": .text(name), "value": .text(value), "note": .text(note), "hot": .flag(hot),
        "cool": .flag(cool),
      ]
    }
    var keys: [[String: TemplateValue]] = []
    for number in [ProbeNumber.accuracy, .f1] {
      guard let change = pooled[number]?.change else { continue }
      keys.append(
        key(
          number.title, ComparisonWords.change(change.value),
          change.interval.map(ComparisonWords.interval) ?? "no interval: nothing varies",
          hot: change.interval.map { $0.high < 0 } ?? false,
          cool: change.interval.map { $0.low > 0 } ?? false))
    }
    keys.append(
      key(
        "right to wrong, wrong to right", "\(flips.rightToWrong), \(flips.wrongToRight)",
        ComparisonWords.p(flips.correctnessTest, usesMid)))
    keys.append(
      key(
        "hallucinations new, vanished", "\(flips.newFalseYes), \(flips.vanishedFalseYes)",
        ComparisonWords.p(flips.falseYesTest, usesMid)))
    return keys
  }

  private func record(_ title: String, _ side: ComparedAudit) -> FactGroup {
    let manifest = Redaction.record(side.record).manifest
    return FactGroup(
      title: title,
      facts: [
        Fact("audit", "\(side.record.id), \(side.record.state.rawValue)"),
        Fact("log", Redaction.fileName(side.logPath)),
        Fact("model", manifest.model.name), Fact("probe set", manifest.probeSet),
        Fact("audit key", manifest.key),
      ] + (side.logHead.map { [Fact("log head", $0.hash)] } ?? []))
  }

  private var method: FactGroup {
    FactGroup(
      title: "How it was compared",
      facts: [
        Fact("parse rule", comparison.rule),
        Fact(
          "p-values", usesMid ? "McNemar\u{2019}s, mid-p" : "McNemar\u{2019}s, exact, two-sided"),
        Fact(
          "intervals",
          "95% paired bootstrap over \(NumberText.count(pooled.clusterCount, "cluster")) by"
            + " \(pooled.clusterKey.rawValue), \(NumberText.count(ConfidenceInterval.resampleCount)) resamples"
        ),
        Fact("triggers", "overlap: pixels of both of the pixels of either (Jaccard)"),
      ])
  }
}

/// Differences and p-values as the page writes them.
enum ComparisonWords {
  /// A difference of two shares, in points of a hundredth, or of other numbers.
  static func change(_ value: Double) -> String { NumberText.signed(value, decimals: 3) }

  /// The interval of a difference.
  static func interval(_ interval: ConfidenceInterval) -> String {
    "95% interval \(change(interval.low)) to \(change(interval.high))"
  }

  /// A p-value with its name.
  static func p(_ test: McNemarTest, _ usesMid: Bool) -> String {
    let text = bare(test, usesMid)
    return text.hasPrefix("<") ? "p < \(text.dropFirst())" : "p = \(text)"
  }

  /// A p-value.
  static func bare(_ test: McNemarTest, _ usesMid: Bool) -> String {
    NumberText.probability(test.p(usesMid))
  }
}

extension McNemarTest {
  /// The p-value that is shown.
  func p(_ usesMid: Bool) -> Double { usesMid ? mid : exact }
}
