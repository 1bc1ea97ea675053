import Probing

/// The numbers of the summary: metrics per split, the confusion table, the objects.
struct SummaryTables {
  private static let objectLimit = 12

  /// What they count.
  var report: AuditReport

  /// The values of the tables.
  var values: [String: TemplateValue] {
    [
      "metricsCaption": .text(
        "By the parse rule \(Words.quoted(report.rule)), with 95% intervals"),
      "metricNames": .list(
        ["accuracy", "precision", "recall", "F1", "yes-ratio"].map {
          ["name": .text($0), "term": Glossary.term($0)]
        }),
      "splits": .list(
        report.summary.splits.map { split($0.name, $0.metrics, isPooled: false) }
          + [split("all, each once", report.summary.pooled, isPooled: true)]),
      "metricsNote": .text(note),
      "confusionCaption": .text(
        "All \(NumberText.count(report.summary.pooled.count)) replies against their labels"),
      "confusion": .list(confusion),
      "objects": objects,
    ]
  }

  private func split(_ name: String, _ metrics: ProbeMetrics, isPooled: Bool)
    -> [String: TemplateValue]
  {
    let estimates = [
      metrics.accuracy, metrics.precision, metrics.recall, metrics.f1, metrics.yesRatio,
    ]
    return [
      "name": .text(name), "n": .text(NumberText.count(metrics.count)),
      "isPooled": .flag(isPooled),
      "metrics": .list(estimates.map(EstimateValues.values)),
    ]
  }

  /// How the intervals were made, and what pooled means.
  private var note: String {
    let pooled = report.summary.pooled
    var methods: [String] = []
    if let ratio = pooled.accuracy.ratio {
      methods.append(
        "accuracy and yes-ratio: \(EstimateValues.method(ratio.interval.method))")
    }
    if let ratio = pooled.f1.ratio {
      methods.append(
        "precision, recall and F1: \(EstimateValues.method(ratio.interval.method))")
    }
    return "Intervals of the last line, " + methods.joined(separator: "; ") + ". "
      + "The splits share probes, so the last line counts each picture and question once: "
      + "\(NumberText.count(pooled.count)) over \(NumberText.count(pooled.imageCount, "picture"))."
  }

  private var confusion: [[String: TemplateValue]] {
    let table = report.summary.pooled.table
    func cell(_ kind: String, _ count: Int, _ note: String) -> [String: TemplateValue] {
      ["kind": .text(kind), "count": .text(NumberText.count(count)), "note": .text(note)]
    }
    return [
      [
        "name": "is not there",
        "cells": .list([
          cell("wrong", table.falsePositives, "false positives"),
          cell("right", table.trueNegatives, "true negatives"),
          cell("unreadable", table.unparsableNegatives, "neither"),
        ]),
      ],
      [
        "name": "is there",
        "cells": .list([
          cell("right", table.truePositives, "true positives"),
          cell("wrong", table.falseNegatives, "misses"),
          cell("unreadable", table.unparsablePositives, "neither"),
        ]),
      ],
    ]
  }

  /// The objects most often said to be there, as they are listed.
  private var objects: TemplateValue {
    let hallucinated = report.objects.filter { $0.absent.yes > 0 }
    guard !hallucinated.isEmpty else { return false }
    let shown = hallucinated.prefix(Self.objectLimit)
    return .group([
      "caption": .text(
        "Most hallucinated objects"
          + (shown.count < hallucinated.count
            ? ", \(shown.count) of \(NumberText.count(hallucinated.count))" : "")
          + ", with Wilson\u{2019}s interval: few questions each, so mind its width"),
      "rows": .list(shown.map(object)),
      "more": .text("All \(NumberText.count(report.objects.count, "object"))"),
    ])
  }

  private func object(_ entry: ObjectEntry) -> [String: TemplateValue] {
    [
      "name": .text(entry.name), "page": .link(entry.pageName),
      "count": .text(NumberText.count(entry.absent.yes)),
      "of": .text(NumberText.count(entry.absent.count)),
      "width": .text(NumberText.fixed((entry.falseYes.value ?? 0) * 100, decimals: 1) + "%"),
      "rate": .group(EstimateValues.values(entry.falseYes)),
    ]
  }
}
