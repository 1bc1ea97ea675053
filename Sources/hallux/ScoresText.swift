import Probing

/// Scores side by side, for a person.
struct ScoresText {
  /// What was scored.
  let name: String
  /// The scores, at least one.
  let scores: [Score]

  /// The table, and what its numbers mean.
  var lines: [String] {
    var table = TextTable([
      ("labels", .left), ("rule", .left), ("split", .left), ("n", .right), ("unparsable", .right),
      ("accuracy", .left), ("precision", .left), ("recall", .left), ("F1", .left),
      ("yes-ratio", .left),
    ])
    for score in scores {
      func add(_ split: String, _ metrics: ProbeMetrics) {
        table.add([
          score.labels.printable, score.rule.name, split.printable, String(metrics.count),
          String(metrics.table.unparsable), metrics.accuracy.text, metrics.precision.text,
          metrics.recall.text, metrics.f1.text, metrics.yesRatio.text,
        ])
      }
      for split in score.summary.splits { add(split.name, split.metrics) }
      // One split is all there is.
      guard score.summary.splits.count != 1 else { continue }
      add(score.summary.splits.isEmpty ? "all" : "together", score.summary.pooled)
    }
    return ["replies     \(name.printable)", ""] + table.lines
  }
}
