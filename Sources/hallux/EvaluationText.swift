import AuditStore
import Auditing
import ModelAPI
import Probing

/// An audit's evaluation for a person: a table for each level and search, and one that compares searches.
struct EvaluationText {
  let audit: AuditRecord
  let tables: [EvaluationTable]
  let figures: [ExplanationFigures]

  /// The lines of all tables.
  var lines: [String] {
    var lines = [
      "audit \(audit.id): \(audit.manifest.model.name.printable) on "
        + "\(audit.manifest.probeSet.printable)"
    ]
    for table in tables { lines += [""] + section(table) }
    for comparison in SearchComparison.all(figures) where comparison.rows.count > 1 {
      lines += [""] + comparison.lines
    }
    return lines + ["", "95 % intervals by bootstrap over images"]
  }

  private func section(_ table: EvaluationTable) -> [String] {
    var text = TextTable([("metric", .left), ("mean", .right), ("95 %", .left), ("n", .right)])
    for metric in table.metrics {
      guard let mean = metric.mean else { continue }
      text.add([
        metric.name, fixed(mean.value),
        mean.interval.map { "[\(fixed($0.low)), \(fixed($0.high))]" } ?? "-", String(mean.count),
      ])
    }
    return [
      "\(table.level.rawValue), \(table.search.printable): "
        + (table.findingCount == 1 ? "1 finding" : "\(table.findingCount) findings")
    ] + text.lines.map { "  " + $0 }
      + (table.boundedCount == 0
        ? []
        : [
          "  \(table.boundedCount) of them rest on bounds, where the server left a token out: the areas under"
            + " curves are at most these, influence and gains may be off either way"
        ])
  }
}
