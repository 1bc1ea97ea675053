import Probing

/// What the summary adds to the main numbers: multiple choice, people's words on the labels, the lean to one answer.
struct SummaryExtras {
  /// The audit.
  var report: AuditReport

  /// So often an object is said falsely beside another one before the summary speaks of a pull.
  private static let leastPull = 2

  private var pooled: ProbeMetrics { report.summary.pooled }

  /// The values of `index.html`.
  var values: [String: TemplateValue] {
    [
      "bias": .optional(text: bias),
      "choices": choices,
      "adjudicated": adjudicated,
      "pulls": PullTable.values(
        report.objects.flatMap(\.pulls)
          .filter { $0.with.said >= Self.leastPull && $0.lift != nil }
          .sorted { $0.isStronger(than: $1) },
        intro: "What is known to be in the pictures in which an object was said falsely.",
        namesObject: true, objects: report.objects),
      "captions": report.captions.map {
        SummaryCaptions(figures: $0, words: report.falseMentions, objects: report.objects).values
      } ?? false,
    ]
  }

  /// Whether the model leans to one answer: how often it says Yes against how often that is right.
  private var bias: String? {
    guard let ratio = pooled.yesRatio.ratio, pooled.table.labeledYes > 0,
      pooled.table.labeledYes < pooled.count
    else { return nil }
    let labeled = Double(pooled.table.labeledYes) / Double(pooled.count)
    let lean =
      labeled < ratio.interval.low
      ? "it leans to Yes." : labeled > ratio.interval.high ? "it leans to No." : "no lean shows."
    return "It says Yes to \(NumberText.percent(ratio.value)) of the questions "
      + "(\(EstimateValues.interval(ratio))), and Yes is right for \(NumberText.percent(labeled)): "
      + lean
  }

  private var choices: TemplateValue {
    guard let choices = report.choices else { return false }
    var rows = [row("right", choices.accuracy)]
    if choices.pairCount > 0 { rows.append(row("whole pairs", choices.pairAccuracy)) }
    return .group([
      "intro": .text(
        "\(NumberText.count(choices.count, "multiple-choice question"))"
          + (choices.unparsable == 0
            ? "."
            : "; \(NumberText.count(choices.unparsable)) of the replies named no option or several, "
              + "and count as wrong.")),
      "caption": "Multiple choice, with 95% intervals", "rows": .list(rows),
    ])
  }

  private func row(_ name: String, _ estimate: Estimate) -> [String: TemplateValue] {
    [
      "name": .text(name), "term": Glossary.term(name),
      "count": .text(
        estimate.ratio.map { ObjectsPage.count($0.numerator, of: $0.denominator) }
          ?? NumberText.none),
      "estimate": .group(EstimateValues.values(estimate)),
    ]
  }

  private var adjudicated: TemplateValue {
    guard let adjudicated = report.adjudicated else { return false }
    let (given, new) = (pooled, adjudicated.metrics)
    var rows: [[String: TemplateValue]] = []
    if given.count > 0 {
      rows += [
        ("accuracy", given.accuracy, new.accuracy), ("precision", given.precision, new.precision),
        ("recall", given.recall, new.recall), ("F1", given.f1, new.f1),
      ].map(comparison)
    }
    if let before = report.choices, let after = adjudicated.choices {
      rows.append(comparison("right, of multiple choice", before.accuracy, after.accuracy))
    }
    return .group([
      "intro": .text(tally(adjudicated)),
      "caption":
        "The numbers with the labels as given and as people judge them, with 95% intervals",
      "rows": .list(rows),
    ])
  }

  private func comparison(_ name: String, _ given: Estimate, _ new: Estimate)
    -> [String: TemplateValue]
  {
    [
      "name": .text(name), "term": Glossary.term(name),
      "given": .group(EstimateValues.values(given)),
      "adjudicated": .group(EstimateValues.values(new)),
    ]
  }

  /// What people said, in words.
  private func tally(_ adjudicated: AdjudicatedFigures) -> String {
    let tally = adjudicated.tally
    let parts = [
      (tally.confirmed, "confirmed"), (tally.labelWrong, "found wrong"),
      (tally.ambiguous, "found ambiguous"), (tally.disputed, "disputed"),
    ].filter { $0.0 > 0 }.map { "\(NumberText.count($0.0)) \($0.1)" }
    return
      "\(adjudicated.peopleCount == 1 ? "1 person" : "\(NumberText.count(adjudicated.peopleCount)) people") "
      + "looked at \(NumberText.count(tally.count, "label")): \(parts.joined(separator: ", ")). "
      + "A wrong label is flipped; what is ambiguous or disputed is left out."
  }
}
