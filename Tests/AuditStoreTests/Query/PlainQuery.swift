@testable import AuditStore

/// What the language means, in plain Swift on rows in memory: slow, readable, and without SQL.
enum PlainQuery {
  /// The rows that a query lists, in its order.
  static func findings(_ rows: [FindingRow], matching query: FindingQuery) -> [FindingRow] {
    let found = rows.filter { row in query.condition.map { holds($0, for: row) } ?? true }
    let sorted = found.sorted { left, right in
      for order in query.order {
        switch (left[order.field], right[order.field]) {
        case (nil, nil): continue
        case (_, nil): return true
        case (nil, _): return false
        case (let left?, let right?):
          if isLess(left, right) { return !order.isDescending }
          if isLess(right, left) { return order.isDescending }
        }
      }
      return left.id < right.id
    }
    guard let limit = query.limit else { return sorted }
    return Array(sorted.dropFirst(limit.offset).prefix(limit.count))
  }

  /// The number of rows with the same values, the most frequent first, then by the values.
  static func counts(_ rows: [FindingRow], by fields: [FindingField]) -> [FindingCount] {
    // By their bytes: Swift's own equality takes composed and decomposed letters for the same.
    let groups = Dictionary(grouping: rows) { row in
      fields.map { field in row[field].map { Array($0.description.utf8) } }
    }
    let counts = groups.values.map { group in
      FindingCount(values: fields.map { group[0][$0] }, count: group.count)
    }
    return counts.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      for (left, right) in zip(left.values, right.values) {
        guard let left else {
          if right == nil { continue }
          return false
        }
        guard let right else { return true }
        if !isSame(left, right) { return isLess(left, right) }
      }
      return false
    }
  }

  /// Whether a condition holds for a row.
  static func holds(_ condition: FindingCondition, for row: FindingRow) -> Bool {
    switch condition {
    case .compares(let field, let comparison, let wanted):
      guard let value = row[field] else { return false }
      return switch comparison {
      case .equal: isSame(value, wanted)
      case .notEqual: !isSame(value, wanted)
      case .less: isLess(value, wanted)
      case .lessOrEqual: !isLess(wanted, value)
      case .greater: isLess(wanted, value)
      case .greaterOrEqual: !isLess(value, wanted)
      case .contains: contains(value, wanted)
      case .containsNot: !contains(value, wanted)
      }
    case .isAmong(let field, let values, let isNegated):
      guard let value = row[field] else { return false }
      return values.contains { isSame(value, $0) } != isNegated
    case .isMissing(let field, let isNegated): return (row[field] == nil) != isNegated
    case .not(let inside): return !holds(inside, for: row)
    case .and(let left, let right): return holds(left, for: row) && holds(right, for: row)
    case .or(let left, let right): return holds(left, for: row) || holds(right, for: row)
    }
  }

  /// Bytes, not characters: composed and decomposed letters are two texts.
  private static func isSame(_ left: FieldValue, _ right: FieldValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }

  private static func isLess(_ left: FieldValue, _ right: FieldValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    default: preconditionFailure("\(left) and \(right) are of one field")
    }
  }

  private static func contains(_ value: FieldValue, _ part: FieldValue) -> Bool {
    let (bytes, wanted) = (lowercased(value), lowercased(part))
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains {
      bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  private static func lowercased(_ value: FieldValue) -> [UInt8] {
    value.description.utf8.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
  }
}
