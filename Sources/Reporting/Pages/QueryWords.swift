import AuditStore

/// A query in words, for readers who do not know its language.
enum QueryWords {
  /// What was asked, as what follows "findings": `whose kind is false-positive, ...`; empty for all of them.
  static func condition(_ condition: FindingCondition?) -> String {
    condition.map { " whose " + text($0) } ?? ""
  }

  private static func text(_ condition: FindingCondition) -> String {
    switch condition {
    case .compares(let field, let comparison, let value):
      "\(name(field)) \(verb(comparison)) \(text(value, of: field))"
    case .isAmong(let field, let values, let isNegated):
      "\(name(field)) is \(isNegated ? "none" : "one") of "
        + values.map { text($0, of: field) }.joined(separator: ", ")
    case .isMissing(let field, let isNegated):
      "\(name(field)) is \(isNegated ? "known" : "missing")"
    case .not(let inside): "not (\(text(inside)))"
    case .and(let left, let right):
      part(left, in: condition) + " and " + part(right, in: condition)
    case .or(let left, let right):
      part(left, in: condition) + " or " + part(right, in: condition)
    }
  }

  /// A part, in parentheses where the words that join it are others than those around it.
  private static func part(_ inside: FindingCondition, in whole: FindingCondition) -> String {
    switch (inside, whole) {
    case (.and, .or), (.or, .and): "(\(text(inside)))"
    default: text(inside)
    }
  }

  private static func verb(_ comparison: QueryOperator) -> String {
    switch comparison {
    case .equal: "is"
    case .notEqual: "is not"
    case .less: "is less than"
    case .lessOrEqual: "is at most"
    case .greater: "is more than"
    case .greaterOrEqual: "is at least"
    case .contains: "contains"
    case .containsNot: "does not contain"
    }
  }

  private static func name(_ field: FindingField) -> String {
    switch field {
    case .finding: "number"
    case .said: "answer"
    case .size: "number of regions"
    case .area: "trigger\u{2019}s area"
    case .insertionAUC: "insertion AUC"
    case .deletionAUC: "deletion AUC"
    case .adjudicated: "judged label"
    default: field.name.map { $0 == "_" ? " " : String($0) }.joined()
    }
  }

  private static func text(_ value: FieldValue, of field: FindingField) -> String {
    switch (value, field.type) {
    case (.number(let number), .share): percent(number)
    case (.text(let text), .text): Words.quoted(text)
    default: value.description
    }
  }

  /// A share as it was asked for, not rounded: `0.125` is `12.5%`.
  private static func percent(_ share: Double) -> String {
    let percent = share * 100
    let rounded = (percent * 1e9).rounded() / 1e9
    return FieldValue.number(rounded).description + "%"
  }
}
