import AuditStore
import Auditing

extension SearchComparison {
  /// The comparison for a person.
  var lines: [String] {
    let hasReference = rows.contains { $0.search == Self.reference }
    var table = TextTable([
      ("search", .left), ("evaluations", .right), ("p95", .right), ("max", .right),
      ("of greedy", .right), ("rounds", .right), ("Ins - Del", .right), ("kept", .right),
      ("worst loss", .right),
    ])
    let reference = rows.first { $0.search == Self.reference }?.evaluations.mean
    for row in rows {
      table.add([
        row.search.printable, fixed(row.evaluations.mean, 0), String(row.evaluations.percentile95),
        String(row.evaluations.last ?? 0),
        reference.map { percent(row.evaluations.mean / $0) } ?? "-", fixed(row.rounds.mean, 0),
        fixed(row.contrast), row.kept.map(percent) ?? "-", row.worstLoss.map { fixed($0) } ?? "-",
      ])
    }
    return [
      "\(level.rawValue), searches on the same \(findingCount) findings"
        + (hasReference ? ", against greedy" : "")
    ] + table.lines.map { "  " + $0 }
  }
}
