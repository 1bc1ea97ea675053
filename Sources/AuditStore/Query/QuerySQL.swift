import GRDB

/// A query as SQL: columns come from the fields, every value is a numbered parameter.
struct QuerySQL {
  /// What every finding has to satisfy, with the values that its parameters stand for.
  private let condition: ConditionSQL
  /// The columns that the condition names.
  private let conditionColumns: Set<String>
  /// `ORDER BY` and its keys.
  private let order: String
  /// Whether the order is another than that in which the findings were found.
  private let isSorted: Bool
  /// `LIMIT` and `OFFSET`; nil for all findings.
  private let bounds: String?
  /// The values of the parameters.
  let arguments: StatementArguments

  /// Translates a query.
  init(_ query: FindingQuery) {
    condition = ConditionSQL(query.condition)
    conditionColumns = Set((query.condition?.fields ?? []).map(\.column))
    order = Self.order(by: query.order)
    isSorted = !query.order.isEmpty
    var values = condition.values
    if let limit = query.limit {
      bounds = "LIMIT ?\(values.count + 1) OFFSET ?\(values.count + 2)"
      values += [limit.count.databaseValue, limit.offset.databaseValue]
    } else {
      bounds = nil
    }
    arguments = StatementArguments(values)
  }

  /// The statement that lists the findings, with every column of `findings_view`.
  ///
  /// The first few of a long list are chosen by their numbers: only they need every column, and SQLite leaves
  /// out the joins of the view that nothing asks for.
  var listing: String {
    guard isSorted, let bounds else {
      return "\(condition.steps)\(selection(of: "*")) \(order) \(bounds ?? "")"
    }
    let number = FindingField.finding.column
    return """
      \(condition.steps)SELECT * FROM findings_view WHERE \(number) IN (
        \(selection(of: number)) \(order) \(bounds))
      \(order)
      """
  }

  /// The statement that counts the listed findings by the values of some fields, the most frequent first.
  ///
  /// It has a column for each field and one named `count`; without fields it has one row.
  func counting(by fields: [FindingField]) -> String {
    let columns = fields.map(\.column)
    let results = (columns + ["count(*) AS count"]).joined(separator: ", ")
    let counting: String
    if let bounds {
      let counted = columns.isEmpty ? FindingField.finding.column : columns.joined(separator: ", ")
      counting = """
        \(condition.steps)SELECT \(results)
        FROM (\(selection(of: counted)) \(order) \(bounds))
        """
    } else {
      counting = "\(condition.steps)\(selection(of: results))"
    }
    guard !fields.isEmpty else { return counting }
    let keys = fields.map { Self.key($0, isDescending: false) }
    // SQLite would follow any index that begins with the field, and look up row after row of the table.
    let isInOrder =
      columns.count == 1 && FindingRowTable.canCount(by: columns[0], reading: conditionColumns)
    return """
      \(counting)
      GROUP BY \(columns.map { isInOrder ? $0 : "+" + $0 }.joined(separator: ", "))
      ORDER BY count DESC, \(keys.joined(separator: ", "))
      """
  }

  private func selection(of columns: String) -> String {
    "SELECT \(columns) FROM \(condition.source) WHERE \(condition.text)"
  }

  /// Sorts missing values last, and what ties in the order in which it was found.
  private static func order(by order: [FindingQuery.Order]) -> String {
    var keys = order.map { key($0.field, isDescending: $0.isDescending) }
    if !order.contains(where: { $0.field == .finding }) {
      keys.append(FindingField.finding.column)
    }
    return "ORDER BY \(keys.joined(separator: ", "))"
  }

  private static func key(_ field: FindingField, isDescending: Bool) -> String {
    // NULL is SQLite's smallest value, so it comes last by itself; said in vain it costs an index.
    guard !isDescending else { return "\(field.column) DESC" }
    return field.canBeMissing ? "\(field.column) NULLS LAST" : field.column
  }
}
