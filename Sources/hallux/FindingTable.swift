import Attribution
import AuditStore

/// Findings as a table for people.
enum FindingTable {
  /// What matters most about a finding, a column each.
  static var columns: TextTable {
    TextTable([
      ("finding", .right), ("audit", .right), ("kind", .left), ("object", .left), ("image", .left),
      ("confidence", .right), ("trigger", .left), ("size", .right), ("area", .right),
      ("evaluations", .right), ("planted", .left),
    ])
  }

  /// The cells of a finding.
  static func cells(_ row: FindingRow) -> [String] {
    [
      String(row.id), String(row.auditID), row.kind.rawValue, (row.object ?? "-").printable,
      row.image.printable,
      row.confidence.map { Bound.atMost($0, row.isConfidenceBounded) } ?? "-",
      row.minimality?.rawValue ?? row.triggerStatus?.rawValue ?? row.state.rawValue,
      row.triggerSize.map(String.init) ?? "-", row.triggerArea.map(percent) ?? "-",
      String(row.evaluationCount), (row.plantedRule ?? "-").printable,
    ]
  }
}
