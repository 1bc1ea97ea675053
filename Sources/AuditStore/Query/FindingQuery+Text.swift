extension FindingQuery: CustomStringConvertible {
  /// The query in the language of `docs/query.md`; parsed, it gives this query again.
  public var description: String {
    var clauses: [String] = []
    if let condition { clauses.append(condition.description) }
    if !order.isEmpty {
      clauses.append("order by " + order.map(\.description).joined(separator: ", "))
    }
    if let limit {
      clauses.append("limit \(limit.count)" + (limit.offset > 0 ? " offset \(limit.offset)" : ""))
    }
    return clauses.joined(separator: " ")
  }
}

extension FindingQuery.Order: CustomStringConvertible {
  /// The field, with `desc` when the largest come first.
  public var description: String { field.name + (isDescending ? " desc" : "") }
}

extension FindingCondition: CustomStringConvertible {
  /// The condition in the language of `docs/query.md`.
  public var description: String {
    switch self {
    case .compares(let field, let comparison, let value):
      "\(field.name) \(comparison.rawValue) \(value.literal)"
    case .isAmong(let field, let values, let isNegated):
      "\(field.name) \(isNegated ? "not in" : "in") "
        + "(\(values.map(\.literal).joined(separator: ", ")))"
    case .isMissing(let field, let isNegated):
      "\(field.name) is \(isNegated ? "not missing" : "missing")"
    case .not(let inside): "not " + inside.text(inParentheses: inside.isJunction)
    case .and(let left, let right):
      left.text(inParentheses: left.isDisjunction) + " and "
        + right.text(inParentheses: right.isJunction)
    case .or(let left, let right):
      left.description + " or " + right.text(inParentheses: right.isDisjunction)
    }
  }

  private func text(inParentheses: Bool) -> String {
    inParentheses ? "(\(description))" : description
  }

  private var isDisjunction: Bool { if case .or = self { true } else { false } }

  private var isJunction: Bool {
    switch self {
    case .and, .or: true
    case .compares, .isAmong, .isMissing, .not: false
    }
  }
}

extension FieldValue {
  /// The value as an expression has it: text in quotes, with escapes for what could not be read.
  var literal: String {
    guard case .text(let text) = self else { return description }
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\" + String(scalar)
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.isInvisible: literal += scalar.numberEscape
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
