import Probing

/// Scores side by side, for a person.
struct ScoresText {
  /// What was scored.
  let name: String
  /// The scores, at least one.
  let scores: [Score]
  /// What goes together in the intervals.
  let clusterKey: ClusterKey

  /// Whether one rule read all replies.
  private var hasOneRule: Bool { Set(scores.map(\.rule.name)).count == 1 }

  /// The table, and what its numbers mean.
  var lines: [String] {
    var table = TextTable([
      ("labels", .left), ("rule", .left), ("split", .left), ("n", .right), ("unparsable", .right),
      ("accuracy", .left), ("precision", .left), ("recall", .left), ("F1", .left),
      ("yes-ratio", .left), ("source's accuracy, F1", .left),
    ])
    for score in scores {
      func add(_ split: String, _ metrics: ProbeMetrics) {
        let source = SourceNumbers(metrics.table, under: score.rule)
        table.add([
          score.labels.printable, score.rule.name, split.printable, String(metrics.count),
          String(metrics.table.unparsable), metrics.accuracy.text, metrics.precision.text,
          metrics.recall.text, metrics.f1.text, metrics.yesRatio.text, source.text,
        ])
      }
      // Many rules are compared on all probes together; their splits are in the JSON.
      let splits = hasOneRule ? score.summary.splits : []
      for split in splits { add(split.name, split.metrics) }
      // One split is all there is.
      guard splits.count != 1 else { continue }
      add(score.summary.splits.isEmpty ? "all" : "together", score.summary.pooled)
    }
    var lines = ["replies     \(name.printable)", ""] + table.lines + [""]
    lines += [
      "unparsable replies are neither yes nor no, and not right; the last column has the numbers as the rule's",
      "source counts them. 95 % intervals, clusters by \(clusterKey.rawValue)",
    ]
    if scores.count == 1 { lines += scores[0].summary.furtherLines }
    let unanswered = scores.map(\.unanswered).max() ?? 0
    if unanswered > 0 { lines.append("unanswered  \(unanswered) probes have no reply") }
    return lines
  }
}

extension SourceNumbers {
  /// Accuracy and F1, with the number of replies where it is not all of them.
  fileprivate var text: String {
    "\(accuracy.map { fixed($0) } ?? "-") \(f1.map { fixed($0) } ?? "-")"
  }
}
