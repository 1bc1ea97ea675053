import AuditStore

/// Counts of findings with the fields that they are counted by.
struct CountListing {
  let fields: [FindingField]
  let counts: [FindingCount]

  /// The names of the columns.
  var names: [String] { fields.map(\.name) + ["count"] }

  /// A value for each column, nil for a missing one, row by row.
  var rows: [[FieldValue?]] { counts.map { $0.values + [.number(Double($0.count))] } }

  /// The counts for people.
  var table: TextTable {
    var table = TextTable(
      fields.map { ($0.name, $0.type.isRightAligned ? .right : .left) } + [("count", .right)])
    for row in rows { table.add(row.map { ($0?.description ?? "-").printable }) }
    return table
  }
}

extension FieldType {
  /// Whether a column of these values is aligned to the right.
  fileprivate var isRightAligned: Bool {
    switch self {
    case .number, .share: true
    case .text, .word: false
    }
  }
}
