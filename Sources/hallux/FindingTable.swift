import Attribution
import AuditStore
import Probing

/// Findings as a table for people.
enum FindingTable {
  /// A row for each finding, with what matters most about it.
  static func table(_ rows: [FindingRow]) -> TextTable {
    var table = TextTable([
      ("finding", .right), ("audit", .right), ("kind", .left), ("object", .left), ("image", .left),
      ("confidence", .right), ("trigger", .left), ("size", .right), ("area", .right),
      ("evaluations", .right), ("planted", .left),
    ])
    for row in rows {
      table.add([
        String(row.id), String(row.auditID), row.kind.rawValue, (row.object ?? "-").printable,
        row.image.printable,
        row.confidence.map { Bound.atMost($0, row.isConfidenceBounded) } ?? "-",
        row.minimality?.rawValue ?? row.triggerStatus?.rawValue ?? row.state.rawValue,
        row.triggerSize.map(String.init) ?? "-", row.triggerArea.map(percent) ?? "-",
        String(row.evaluationCount), (row.plantedRule ?? "-").printable,
      ])
    }
    return table
  }
}
