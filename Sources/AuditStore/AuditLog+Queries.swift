import Attribution
import GRDB
import Probing

extension AuditLog {
  /// The findings that a query lists, in its order.
  public func findings(matching query: FindingQuery) throws(LogError) -> [FindingRow] {
    var rows: [FindingRow] = []
    try forEachFinding(matching: query) { rows.append($0) }
    return rows
  }

  /// Hands out the findings that a query lists, one after the other: a long list is never in memory.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - body: Takes a finding; the log stays as it was at the first one until the last is taken.
  /// - Throws: ``LogError`` when the log is damaged.
  public func forEachFinding(
    matching query: FindingQuery, _ body: (FindingRow) -> Void
  ) throws(LogError) {
    let sql = QuerySQL(query)
    try read { db in
      let rows = try Row.fetchCursor(db, sql: sql.listing, arguments: sql.arguments)
      while let row = try rows.next() { body(try FindingRow(row)) }
    }
  }

  /// Counts the findings that a query lists by their values in some fields, the most frequent first.
  ///
  /// What is equally frequent comes in the order of the values. Without fields there is one count, that of
  /// all of them.
  public func counts(
    matching query: FindingQuery, by fields: [FindingField]
  ) throws(LogError) -> [FindingCount] {
    let sql = QuerySQL(query)
    return try read { db in
      try Row.fetchAll(db, sql: sql.counting(by: fields), arguments: sql.arguments).map { row in
        FindingCount(
          values: try fields.map { try row.fieldValue($0) }, count: try row.value("count"))
      }
    }
  }
}

extension FindingRow {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.value("finding"), auditID: try row.value("audit"),
      model: try row.value("model"), image: try row.value("image"),
      imageDigest: try row.value("image_digest"), question: try row.value("question"),
      object: try row.value("object"), label: try row.wordIfAny("label"),
      said: try row.value("said"), kind: try row.word("kind"), level: try row.word("level"),
      confidence: try row.value("confidence"),
      plantedRule: try row.value("planted"), triggerStatus: try row.wordIfAny("trigger_status"),
      triggerArea: try row.value("area"), triggerSize: try row.value("size"),
      minimality: try row.wordIfAny("minimality"), evaluationCount: try row.value("evaluations"),
      insertionAUC: try row.value("insertion_auc"), deletionAUC: try row.value("deletion_auc"),
      influence: try row.value("influence"), cause: try row.wordIfAny("cause"),
      visualShare: try row.value("visual"), priorShare: try row.value("prior"),
      snowballShare: try row.value("snowball"), gain: try row.value("gain"),
      root: try row.value("root"), fate: try row.value("fate"), quarter: try row.value("quarter"),
      bounds: try row.value("bounds"),
      state: try row.word("state"))
  }
}

extension Row {
  /// The field's value, or nil for NULL.
  fileprivate func fieldValue(_ field: FindingField) throws -> FieldValue? {
    if field.type.isNumeric {
      let number: Double? = try value(field.column)
      return number.map(FieldValue.number)
    }
    let text: String? = try value(field.column)
    return text.map(FieldValue.text)
  }
}
