import Attribution
import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing

extension AuditSummary {
  /// The summary for a person.
  ///
  /// - Parameter requestsSent: How many requests the run that just ended sent.
  /// - Returns: The lines, the table of numbers among them.
  func lines(requestsSent: Int) -> [String] {
    var lines = [
      "model       \(audit.manifest.model.name.printable)",
      "server      \((serverReport?.line ?? (audit.isImported ? "none: the replies were imported" : "not checked")).printable)",
      "probes      \(audit.manifest.probeSet.printable): \(answered) answered"
        + (unanswered > 0 ? ", \(unanswered) not (see above)" : "")
        + ", \(imageCount) images, parse rule \(rule)",
    ]
    if let shareLine { lines.append(shareLine) }
    lines.append("")
    if choices == nil && captions == nil || metrics.pooled.count > 0 { lines += yesNoLines }
    lines += choiceLines
    lines += captions?.lines ?? []
    lines += adjudicated?.lines ?? []
    lines.append("findings    \(findingKinds.joined(separator: ", ")); \(explained) explained")
    lines += [Trigger.Side.necessary, .sufficient].compactMap(triggerLine)
    lines.append(
      "requests    \(requestsSent) sent by this run; the audit rests on \(requests.replies) answers in words"
        + " and \(requests.evaluations) evaluations of masked images"
        + (explained > 0 ? ", \(requests.evaluations / explained) a finding" : ""))
    return lines
  }

  /// How many findings there are of each kind that there can be.
  private var findingKinds: [String] {
    var kinds: [String] = []
    if choices == nil && captions == nil || metrics.pooled.count > 0 {
      kinds += [
        "\(falsePositives) hallucinated objects (false positives)", "\(falseNegatives) misses",
      ]
    }
    if choices != nil || wrongChoices > 0 { kinds.append("\(wrongChoices) wrong choices") }
    if captions != nil { kinds.append("\(hallucinatedMentions) hallucinated mentions") }
    return kinds
  }

  /// Which part of the audit this log was asked for; nil where it holds all of it.
  private var shareLine: String? {
    guard !shares.isEmpty, audit.state != .finished else { return nil }
    return
      "shares      \(shares.shareText): the numbers are of these alone, of \(probeCount) probes in all"
  }

  /// What to do next.
  func nextCommand(share: ProbeShare?) -> String {
    guard share != nil, audit.state != .finished else {
      return "hallux report \(audit.id) --to report"
    }
    return "hallux log merge LOG... --into whole.sqlite, when all shares are done"
  }

  /// How many probes have an answer that was judged.
  private var answered: Int {
    metrics.pooled.count + (choices?.count ?? 0) + (captions?.count ?? 0)
  }

  /// The numbers of yes/no questions.
  private var yesNoLines: [String] {
    let confusion = metrics.pooled.table
    return table.lines + [
      "",
      "95 % intervals: accuracy and yes-ratio cluster-robust by image, the others bootstrapped by image",
      "confusion   TP \(confusion.truePositives)  FP \(confusion.falsePositives)"
        + "  TN \(confusion.trueNegatives)  FN \(confusion.falseNegatives)"
        + "  unparsable \(confusion.unparsable)",
    ] + metrics.furtherLines
  }

  /// The numbers of multiple choice; empty where there is none.
  private var choiceLines: [String] {
    guard let choices else { return [] }
    return [
      "choices     \(choices.count) questions: accuracy \(choices.accuracy.text)"
        + (choices.pairAccuracy == .undefined ? "" : ", whole pairs \(choices.pairAccuracy.text)")
        + ", unparsable \(choices.unparsable)"
    ]
  }

  /// One row per split, then all probes together.
  private var table: TextTable {
    var table = TextTable([
      ("split", .left), ("n", .right), ("accuracy", .left), ("precision", .left),
      ("recall", .left), ("F1", .left), ("yes-ratio", .left),
    ])
    func add(_ name: String, _ metrics: ProbeMetrics) {
      table.add([
        name.printable, String(metrics.count), metrics.accuracy.text, metrics.precision.text,
        metrics.recall.text, metrics.f1.text, metrics.yesRatio.text,
      ])
    }
    for split in metrics.splits { add(split.name, split.metrics) }
    add(metrics.splits.isEmpty ? "all" : "together", metrics.pooled)
    return table
  }

  private func triggerLine(_ side: Trigger.Side) -> String? {
    let all = triggers.filter { $0.trigger.side == side }
    guard !all.isEmpty else { return nil }
    let found = found(side)
    let what = side == .necessary ? "removed, the answer flips" : "shown alone, the answer stays"
    let median = found.map(\.area).median.map { ", median area \(percent($0))" } ?? ""
    let others = Dictionary(grouping: all.filter { $0.trigger.status != .found }) {
      $0.trigger.status.rawValue
    }.sorted { $0.key < $1.key }.map { ", \($0.value.count) \($0.key)" }.joined()
    let title = "\(side)" + String(repeating: " ", count: max(1, 12 - "\(side)".count))
    return "\(title)\(found.count) triggers (\(what))\(median)\(others)"
  }
}

extension [Double] {
  /// The middle value, or the mean of the two in the middle; nil of nothing.
  fileprivate var median: Double? {
    guard !isEmpty else { return nil }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}

extension Estimate {
  /// The value with its interval, as in `0.912 [0.883, 0.941]`, or `-` when there is none.
  var text: String {
    guard let ratio else { return "-" }
    return "\(fixed(ratio.value)) [\(fixed(ratio.interval.low)), \(fixed(ratio.interval.high))]"
  }
}

/// A number with three decimals.
func fixed(_ value: Double, _ decimals: Int = 3) -> String {
  String(format: "%.\(decimals)f", value)
}

/// A share as per cent with one decimal.
func percent(_ share: Double) -> String { fixed(100 * share, 1) + " %" }
