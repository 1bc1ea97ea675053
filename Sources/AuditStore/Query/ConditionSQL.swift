import GRDB

/// A condition as an SQL expression over `findings_view`, with numbered parameters.
///
/// SQL knows three truth values where the language has two. A comparison with NULL is unknown there; `AND`,
/// `OR` and `WHERE` take that for false, and `NOT` is written `IS NOT TRUE`, so the two never disagree.
///
/// SQLite's parser has a stack of 100 places, and an operand in parentheses takes up to five. What is nested
/// too deeply for it becomes a column of a common table: the text stays flat.
struct ConditionSQL {
  /// The common tables, `WITH` included, or nothing.
  var steps: String { stepTexts.isEmpty ? "" : "WITH \(stepTexts.joined(separator: ",\n"))\n" }
  /// The table to select from.
  var source: String { stepTexts.isEmpty ? "findings_view" : "step_\(stepTexts.count)" }
  /// The expression.
  private(set) var text = "TRUE"
  /// The values of the parameters.
  private(set) var values: [DatabaseValue] = []

  private var stepTexts: [String] = []

  /// The deepest nesting of parentheses in one expression.
  private static let depth = 12

  /// Translates a condition; nil is true for every finding.
  init(_ condition: FindingCondition?) {
    if let condition { text = expression(condition).text }
  }

  /// An expression and how deeply its parentheses are nested.
  private struct Expression {
    var text: String
    var depth: Int
  }

  private mutating func expression(_ condition: FindingCondition) -> Expression {
    switch condition {
    case .compares(let field, let comparison, let value):
      return Expression(text: self.comparison(field, comparison, value), depth: 0)
    case .isAmong(let field, let values, let isNegated):
      let parameters = values.map { parameter($0, of: field) }.joined(separator: ", ")
      return Expression(
        text: "\(field.column) \(isNegated ? "NOT IN" : "IN") (\(parameters))", depth: 0)
    case .isMissing(let field, let isNegated):
      return Expression(
        text: "\(field.column) \(isNegated ? "IS NOT NULL" : "IS NULL")", depth: 0)
    case .not(let inside):
      let operand = inParentheses(expression(inside))
      return Expression(text: "\(operand.text) IS NOT TRUE", depth: operand.depth)
    case .and(let left, let right):
      return joined(operand(left, of: .conjunction), "AND", operand(right, of: .factor))
    case .or(let left, let right):
      return joined(operand(left, of: .disjunction), "OR", operand(right, of: .conjunction))
    }
  }

  /// What may stand in a place without parentheses.
  private enum Place { case factor, conjunction, disjunction }

  private mutating func operand(_ condition: FindingCondition, of place: Place) -> Expression {
    let inside = expression(condition)
    return switch condition {
    case .compares, .isAmong, .isMissing, .not: inside
    case .and: place == .factor ? inParentheses(inside) : inside
    case .or: place == .disjunction ? inside : inParentheses(inside)
    }
  }

  private func joined(_ left: Expression, _ word: String, _ right: Expression) -> Expression {
    Expression(text: "\(left.text) \(word) \(right.text)", depth: max(left.depth, right.depth))
  }

  private mutating func inParentheses(_ inside: Expression) -> Expression {
    guard inside.depth >= Self.depth else {
      return Expression(text: "(\(inside.text))", depth: inside.depth + 1)
    }
    let last = source
    let number = stepTexts.count + 1
    stepTexts.append(
      "step_\(number) AS (SELECT *, (\(inside.text)) AS part_\(number) FROM \(last))")
    return Expression(text: "part_\(number)", depth: 0)
  }

  private mutating func comparison(
    _ field: FindingField, _ comparison: QueryOperator, _ value: FieldValue
  ) -> String {
    precondition(
      field.type.operators.contains(comparison), "\(field) \(comparison.rawValue) has no meaning")
    switch comparison {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return "\(field.column) \(comparison.rawValue) \(parameter(value, of: field))"
    case .contains, .containsNot:
      // Without a pattern language nothing in the value has a meaning of its own, and it can be of any length.
      let part = parameter(.text(value.description.asciiLowercased), of: field)
      return "instr(lower(\(field.column)), \(part)) \(comparison == .contains ? ">" : "=") 0"
    }
  }

  private mutating func parameter(_ value: FieldValue, of field: FindingField) -> String {
    precondition(value.isNumber == field.type.isNumeric, "\(field) is compared with \(value)")
    values.append(value.databaseValue)
    return "?\(values.count)"
  }
}

extension FieldValue {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

  /// The value as SQLite compares it; whole numbers as integers, which find rows by their number.
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .text(let text): text.databaseValue
    case .number(let number): Int64(exactly: number)?.databaseValue ?? number.databaseValue
    }
  }
}

extension String {
  /// The text with the ASCII letters in lower case, and all others as they are: SQLite's `lower`.
  fileprivate var asciiLowercased: String {
    String(
      decoding: utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 },
      as: UTF8.self)
  }
}
